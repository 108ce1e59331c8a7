//! `data/*.csv` and `data/*.json`. All lists that are made from plans are made in one pass over them, and never held whole.

use std::sync::Arc;

use crate::audience::project::View;
use crate::formats::SHEETS;
use crate::formats::artifact::{Artifact, Pass};
use crate::formats::format::{Extra, Format};
use crate::formats::sheet::{Form, Rows, Sheet, Writer};

pub static FORMAT: Format = Format { key: "data", late: None, artifacts };

const FORMS: [Form; 2] = [Form::Csv, Form::Json];

fn artifacts<'a>(view: &'a View<'a>, _: &Extra<'a>) -> Vec<Artifact<'a>> {
    let plans: Arc<Pass<'a>> = Arc::new(move |write| pass(view, write));
    let mut made = Vec::with_capacity(2 * SHEETS.len());
    let mut sheets = 0;
    for sheet in SHEETS {
        let (pass, first) = match sheet.rows {
            Rows::View(rows) => {
                let pass: Arc<Pass<'a>> = Arc::new(move |write| {
                    let mut sink = |form, part: &[u8]| write(number(0, form), part);
                    let mut writer = Writer::new(sheet, &view.frame, &FORMS).into_sink(&mut sink);
                    rows(view, &mut writer);
                    writer.finish().into_iter().for_each(|(form, rest)| write(number(0, form), &rest));
                });
                (pass, 0)
            }
            Rows::Plan(_) => {
                sheets += 1;
                (plans.clone(), sheets - 1)
            }
        };
        made.extend(FORMS.map(|form| Artifact::new(sheet.path(form), move || file(view, sheet, form)).in_pass(&pass, number(first, form))));
    }
    made
}

/// The number of a file in its pass: in the order of the sheets, each sheet in the order of the forms.
fn number(sheet: usize, form: Form) -> usize {
    FORMS.len() * sheet + FORMS.iter().position(|it| *it == form).unwrap_or(0)
}

/// One data file on its own.
pub fn file(view: &View<'_>, sheet: &Sheet, form: Form) -> Vec<u8> {
    let mut writer = Writer::new(sheet, &view.frame, &[form]);
    rows(view, sheet, &mut writer);
    writer.finish().pop().map(|(_, bytes)| bytes).unwrap_or_default()
}

/// The rows of one sheet.
pub fn rows(view: &View<'_>, sheet: &Sheet, writer: &mut Writer<'_>) {
    match sheet.rows {
        Rows::View(write) => write(view, writer),
        Rows::Plan(write) => (0..view.rows.len()).filter_map(|row| view.unjudged(row)).for_each(|plan| write(&plan, writer)),
    }
}

/// All files that need whole plans, with each plan made once.
fn pass(view: &View<'_>, write: &mut dyn FnMut(usize, &[u8])) {
    let mut open: Vec<_> = SHEETS
        .iter()
        .filter_map(|sheet| match sheet.rows {
            Rows::Plan(rows) => Some((rows, Writer::new(sheet, &view.frame, &FORMS))),
            Rows::View(_) => None,
        })
        .collect();
    for plan in (0..view.rows.len()).filter_map(|row| view.unjudged(row)) {
        for (sheet, (rows, writer)) in open.iter_mut().enumerate() {
            rows(&plan, writer);
            writer.hand_over(&mut |form, part| write(number(sheet, form), part));
        }
    }
    for (sheet, (_, writer)) in open.into_iter().enumerate() {
        for (form, rest) in writer.finish() {
            write(number(sheet, form), &rest);
        }
    }
}
