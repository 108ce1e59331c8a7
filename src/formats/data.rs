//! `data/*.csv` and `data/*.json`. All lists that are made from plans are made in one pass over them, and kept until somebody takes them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::audience::project::View;
use crate::formats::SHEETS;
use crate::formats::artifact::Artifact;
use crate::formats::format::{Extra, Format};
use crate::formats::sheet::{Form, Rows, Sheet, Writer};

pub static FORMAT: Format = Format { key: "data", artifacts };

const FORMS: [Form; 2] = [Form::Csv, Form::Json];

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    let pool = Arc::new(Pool::default());
    let mut made = Vec::with_capacity(2 * SHEETS.len());
    for sheet in SHEETS {
        for form in FORMS {
            let pool = pool.clone();
            made.push(Artifact::new(sheet.path(form), move || pool.take(view, sheet, form)));
        }
    }
    made
}

/// Files made in passing. Each is handed out once and forgotten; whoever asks again has it made alone.
#[derive(Default)]
struct Pool(Mutex<Option<BTreeMap<&'static str, Vec<u8>>>>);

impl Pool {
    fn take(&self, view: &View<'_>, sheet: &'static Sheet, form: Form) -> Vec<u8> {
        if matches!(sheet.rows, Rows::View(_)) {
            return file(view, sheet, form);
        }
        let name = match form {
            Form::Csv => sheet.csv,
            Form::Json => sheet.json,
        };
        // nothing under this lock may wait for another thread: whoever holds it may be one of the few that there are
        let mut pool = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = pool.get_or_insert_with(|| pass(view)).remove(name) {
            return bytes;
        }
        drop(pool);
        file(view, sheet, form)
    }
}

/// One data file on its own.
pub fn file(view: &View<'_>, sheet: &Sheet, form: Form) -> Vec<u8> {
    let mut writer = Writer::new(sheet, &view.frame, &[form]);
    match sheet.rows {
        Rows::View(write) => write(view, &mut writer),
        Rows::Plan(write) => (0..view.rows.len()).filter_map(|row| view.unjudged(row)).for_each(|plan| write(&plan, &mut writer)),
    }
    writer.finish().pop().map(|(_, bytes)| bytes).unwrap_or_default()
}

/// All files that need whole plans, with each plan made once.
fn pass(view: &View<'_>) -> BTreeMap<&'static str, Vec<u8>> {
    let mut open: Vec<_> = SHEETS
        .iter()
        .filter_map(|sheet| match sheet.rows {
            Rows::Plan(write) => Some((*sheet, write, Writer::new(sheet, &view.frame, &FORMS))),
            Rows::View(_) => None,
        })
        .collect();
    for plan in (0..view.rows.len()).filter_map(|row| view.unjudged(row)) {
        for (_, write, writer) in &mut open {
            write(&plan, writer);
        }
    }
    let mut made = BTreeMap::new();
    for (sheet, _, writer) in open {
        for (form, bytes) in writer.finish() {
            made.insert(if form == Form::Csv { sheet.csv } else { sheet.json }, bytes);
        }
    }
    made
}
