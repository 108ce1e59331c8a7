//! Rows that become a CSV and a JSON file with the same values. Knows columns and cells, not what they mean.

use std::borrow::Cow;

use crate::audience::project::View;
use crate::audience::view::{Frame, PlanView};
use crate::base::path::SitePath;
use crate::formats::artifact::PART;
use crate::formats::cell::{self, Cell};

/// One kind of data file.
pub struct Sheet {
    /// File name without extension, kebab case.
    pub key: &'static str,
    pub csv: &'static str,
    pub json: &'static str,
    /// Snake case, in order.
    pub columns: &'static [&'static str],
    pub rows: Rows,
}

/// Where the rows of a sheet come from.
pub enum Rows {
    /// From the lists of the view.
    View(fn(&View<'_>, &mut Writer)),
    /// From each plan.
    Plan(fn(&PlanView, &mut Writer)),
}

/// The two forms of a data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Csv,
    Json,
}

impl Sheet {
    /// The name of the list in JSON: the key in snake case, as all names there.
    pub fn list(&self) -> String {
        self.key.replace('-', "_")
    }

    /// The address of one form.
    pub fn path(&self, form: Form) -> SitePath {
        SitePath::fixed(match form {
            Form::Csv => self.csv,
            Form::Json => self.json,
        })
    }
}

/// Takes the parts of files.
pub type Sink<'w> = &'w mut dyn FnMut(Form, &[u8]);

fn heading(columns: &[&str]) -> Vec<u8> {
    (columns.join(",") + "\r\n").into_bytes()
}

/// Takes the rows of one sheet in one form or both.
pub struct Writer<'w> {
    columns: Cow<'static, [&'static str]>,
    csv: Option<Vec<u8>>,
    json: Option<Vec<u8>>,
    rows: usize,
    /// Where what is written goes part by part.
    sink: Option<Sink<'w>>,
    /// Who takes the cells themselves.
    #[cfg(feature = "xlsx")]
    cells: Option<&'w mut dyn FnMut(&[Cell<'_>])>,
}

impl<'w> Writer<'w> {
    /// Begins a table of its own as CSV alone.
    pub fn csv(columns: Vec<&'static str>) -> Self {
        Writer { csv: Some(heading(&columns)), columns: columns.into(), ..Writer::empty() }
    }

    /// Hands the cells of every row of `sheet` to `each`, and writes nothing.
    #[cfg(feature = "xlsx")]
    pub fn cells(sheet: &Sheet, each: &'w mut dyn FnMut(&[Cell<'_>])) -> Self {
        Writer { columns: sheet.columns.into(), cells: Some(each), ..Writer::empty() }
    }

    fn empty() -> Self {
        Writer {
            columns: Cow::Borrowed(&[]),
            csv: None,
            json: None,
            rows: 0,
            sink: None,
            #[cfg(feature = "xlsx")]
            cells: None,
        }
    }

    /// Begins a file of `sheet` in each of `forms`.
    pub fn new(sheet: &Sheet, frame: &Frame, forms: &[Form]) -> Self {
        let csv = forms.contains(&Form::Csv).then(|| heading(sheet.columns));
        let json = forms.contains(&Form::Json).then(|| {
            let mut out = b"{\n  \"schema\": \"quarterdeck-data/1\",\n  \"as_of\": ".to_vec();
            cell::string(&mut out, &frame.as_of.to_string());
            out.extend_from_slice(b",\n  \"audience\": ");
            cell::string(&mut out, &frame.audience);
            out.extend_from_slice(b",\n  \"currency\": ");
            cell::string(&mut out, &frame.currency);
            out.extend_from_slice(format!(",\n  \"{}\": [", sheet.list()).as_bytes());
            out
        });
        Writer { columns: sheet.columns.into(), csv, json, ..Writer::empty() }
    }

    /// The same writer, which hands over what it writes part by part.
    pub fn into_sink(self, sink: Sink<'w>) -> Self {
        Writer { sink: Some(sink), ..self }
    }

    /// One row; its cells stand in the order of the columns.
    pub fn row(&mut self, cells: &[Cell<'_>]) {
        debug_assert_eq!(cells.len(), self.columns.len(), "{:?}", self.columns);
        #[cfg(feature = "xlsx")]
        if let Some(each) = &mut self.cells {
            each(cells);
        }
        if let Some(out) = &mut self.csv {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                cell.csv(out);
            }
            out.extend_from_slice(b"\r\n");
        }
        if let Some(out) = &mut self.json {
            out.extend_from_slice(if self.rows == 0 { b"\n    {" } else { b",\n    {" });
            for (index, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
                out.extend_from_slice(if index == 0 { b"\"" } else { b", \"" });
                out.extend_from_slice(column.as_bytes());
                out.extend_from_slice(b"\": ");
                cell.json(out);
            }
            out.push(b'}');
        }
        self.rows += 1;
        if let Some(sink) = self.sink.take() {
            self.hand_over(sink);
            self.sink = Some(sink);
        }
    }

    /// Hands over what is written so far, where it is worth it.
    pub fn hand_over(&mut self, take: &mut dyn FnMut(Form, &[u8])) {
        for (form, out) in [(Form::Csv, &mut self.csv), (Form::Json, &mut self.json)] {
            if let Some(out) = out.as_mut().filter(|out| out.len() >= PART) {
                take(form, out);
                out.clear();
            }
        }
    }

    /// The finished files, less what was handed over.
    pub fn finish(self) -> Vec<(Form, Vec<u8>)> {
        let mut made = Vec::new();
        made.extend(self.csv.map(|out| (Form::Csv, out)));
        if let Some(mut out) = self.json {
            out.extend_from_slice(if self.rows == 0 { b"]\n}\n" } else { b"\n  ]\n}\n" });
            made.push((Form::Json, out));
        }
        made
    }
}
