//! All data files as one workbook for spreadsheets: a sheet a table, typed cells, nothing that runs. Only with the feature `xlsx`; no file of the site.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::audience::project::View;
use crate::base::date::Date;
use crate::formats::SHEETS;
use crate::formats::cell::Cell;
use crate::formats::data;
use crate::formats::sheet::{Sheet, Writer};

/// What a cell can hold, in UTF-16 units; longer text is cut.
const LONGEST: usize = 32_767;
/// Widths in characters: of a table's first columns, which name the account, and of the others.
const WIDTHS: [f64; 2] = [28.0, 14.0];

/// The workbook with the tables that `wanted` names, in the order of the data files. The day of its making is the as-of date, so that the same input
/// gives the same bytes. Fails where a table has more rows than a sheet can hold.
pub fn bytes(view: &View<'_>, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, String> {
    made(view, wanted).map_err(|error| error.to_string())
}

fn made(view: &View<'_>, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, XlsxError> {
    let frame = &view.frame;
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(format!("{}, as of {}", frame.territory, frame.as_of))
        .set_subject(&frame.classification)
        .set_comment(format!("quarterdeck {}; audience {}; amounts in {}", frame.version, frame.audience, frame.currency))
        .set_creation_datetime(&date_time(frame.as_of)?);
    book.set_properties(&properties);
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00F6_F8FA));
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in SHEETS.iter().filter(|sheet| wanted(sheet.key)) {
        filled(view, sheet, book.add_worksheet(), &head, &day)?;
    }
    book.save_to_buffer()
}

/// One table: its header stays in sight and repeats on paper.
fn filled(view: &View<'_>, sheet: &Sheet, into: &mut Worksheet, head: &Format, day: &Format) -> Result<(), XlsxError> {
    into.set_name(sheet.key)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    for (column, title) in (0..).zip(sheet.columns) {
        into.write_string_with_format(0, column, *title, head)?;
        into.set_column_width(column, if column < 2 { WIDTHS[0] } else { WIDTHS[1] })?;
    }
    let (mut row, mut wrong) = (0, None);
    let mut each = |cells: &[Cell<'_>]| {
        row += 1;
        for (column, cell) in (0..).zip(cells) {
            if let Err(error) = put(into, row, column, *cell, day) {
                wrong.get_or_insert(error);
            }
        }
    };
    data::rows(view, sheet, &mut Writer::cells(sheet, &mut each));
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    into.autofilter(0, 0, row, last)?;
    wrong.map_or(Ok(()), Err)
}

/// Text is always text, whatever it begins with; a number keeps fifteen digits, as many as spreadsheets have.
fn put(into: &mut Worksheet, row: u32, column: u16, cell: Cell<'_>, day: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => return Ok(()),
        Cell::Text(text) => into.write_string(row, column, cut(text))?,
        Cell::Number(number) => into.write_number(row, column, number.to_f64().unwrap_or_default())?,
        Cell::Whole(number) => into.write_number(row, column, number as f64)?,
        Cell::Flag(flag) => into.write_boolean(row, column, flag)?,
        // a spreadsheet knows no day before 1900
        Cell::Day(date) if date.year() < 1900 => into.write_string(row, column, date.to_string())?,
        Cell::Day(date) => into.write_datetime_with_format(row, column, &date_time(date)?, day)?,
    };
    Ok(())
}

fn date_time(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let [year, month, day] = [i64::from(date.year()), i64::from(date.month()), i64::from(date.day())];
    ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or_default(), u8::try_from(month).unwrap_or_default(), u8::try_from(day).unwrap_or_default())
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST
    });
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_a_cell_ends() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"é".repeat(LONGEST + 5)).chars().count(), LONGEST);
        // a sign of two units does not stand half in the cell
        assert_eq!(cut(&"🙂".repeat(LONGEST)).chars().count(), LONGEST / 2);
    }
}
