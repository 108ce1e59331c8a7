//! One table file: its header held against the columns that the table has, its rows one after the other, and what is found in it.

use std::collections::BTreeSet;

use crate::base::near::{Guesses, nearest};
use crate::base::path::SourcePath;
use crate::base::span::ByteSpan;
use crate::config::settings::Settings;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::conflicts;
use crate::parse::csv::{Cell, Reader, Row};
use crate::resolve::codes::DATA_ERROR;
use crate::resolve::data::catalogue::Catalogue;
use crate::resolve::data::doubts::Doubts;
use crate::resolve::data::rows::Pass;
use crate::resolve::data::{Data, Names};
use crate::source::layout::Table;

/// Findings of one file beyond which only their number is told.
const MANY: usize = 200;

/// A column: its name, and whether the table cannot do without it.
type Column = (&'static str, bool);

fn columns(table: Table) -> &'static [Column] {
    match table {
        Table::Accounts => {
            &[("account", true), ("name", true), ("segment", false), ("region", false), ("stance", true), ("potential", false), ("parent", false)]
        }
        Table::Revenue => &[("account", true), ("period", true), ("brand", true), ("division", true), ("product", true), ("amount", true), ("margin", false)],
        Table::Quota => &[("account", true), ("period", true), ("amount", true)],
        Table::Wallet => &[("account", true), ("product", true), ("total_purchases", true), ("source", false), ("as_of", false), ("confidence", false)],
    }
}

fn heading(columns: &[Column]) -> String {
    columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",")
}

/// A table under the hand.
pub(super) struct TableFile {
    path: SourcePath,
    pub(super) table: Table,
    findings: Vec<Diagnostic>,
    /// Findings beyond the listed ones.
    dropped: usize,
    pub(super) guesses: Guesses,
    pub(super) doubts: Doubts,
    /// That of the amounts, where it is known.
    pub(super) currency: Option<String>,
}

/// One row with its columns by name.
pub(super) struct Fields<'r, 'a> {
    pub(super) row: &'r Row<'a>,
    layout: &'r Layout,
    /// The row's first cell, for what is missing.
    whole: ByteSpan,
}

impl<'r, 'a> Fields<'r, 'a> {
    fn cell(&self, name: &str) -> Option<&'r Cell<'a>> {
        let column = self.layout.known.iter().position(|(known, _)| *known == name)?;
        self.row.cells.get((*self.layout.at.get(column)?)?)
    }

    /// A cell's text without the blanks around it; empty where there is no such column.
    pub(super) fn text(&self, name: &str) -> &'r str {
        self.cell(name).map_or("", |cell| cell.text.trim())
    }

    /// A cell that holds a number, as it is written; of blanks alone it is empty.
    pub(super) fn number(&self, name: &str) -> &'r str {
        self.cell(name).map(|cell| cell.text.as_ref()).filter(|text| !text.trim().is_empty()).unwrap_or("")
    }

    /// A cell's place.
    pub(super) fn span(&self, name: &str) -> ByteSpan {
        self.cell(name).map_or(self.whole, |cell| cell.span)
    }
}

/// Where the columns stand in each row.
struct Layout {
    known: &'static [Column],
    /// For each known column its place in a row, where the table has it.
    at: Vec<Option<usize>>,
    /// Cells of a row.
    width: usize,
}

/// Are there rows, and has each of them so many cells?
fn all_have(rows: Reader<'_>, cells: usize) -> bool {
    let mut lengths = rows.filter_map(Result::ok).map(|row| row.cells.len()).filter(|length| *length > 1 || cells < 2).peekable();
    lengths.peek().is_some() && lengths.all(|length| length == cells)
}

impl TableFile {
    pub(super) fn new(path: SourcePath, table: Table) -> Self {
        TableFile { path, table, findings: Vec::new(), dropped: 0, guesses: Guesses::default(), doubts: Doubts::default(), currency: None }
    }

    /// Tells a mistake: its message and a help. Texts are made, and names guessed, for those alone that are listed.
    pub(super) fn say(&mut self, span: ByteSpan, text: impl FnOnce(&mut Guesses) -> (String, Option<String>)) {
        self.tell(span, DATA_ERROR.level, text);
    }

    /// The same, where the row counts all the same.
    pub(super) fn warn(&mut self, span: ByteSpan, text: impl FnOnce(&mut Guesses) -> (String, Option<String>)) {
        self.tell(span, Level::Warn, text);
    }

    fn tell(&mut self, span: ByteSpan, level: Level, text: impl FnOnce(&mut Guesses) -> (String, Option<String>)) {
        if self.findings.len() >= MANY {
            self.dropped += 1;
            return;
        }
        let (message, help) = text(&mut self.guesses);
        let mut finding = Diagnostic::new(&DATA_ERROR, &self.path, span, message);
        (finding.help, finding.level) = (help.map(Into::into), level);
        self.findings.push(finding);
    }

    /// How much has been found, listed or not.
    pub(super) fn told(&self) -> usize {
        self.findings.len() + self.dropped
    }

    /// What was found, and at the end how much of it is not listed.
    pub(super) fn into_findings(mut self) -> Vec<Diagnostic> {
        if self.dropped > 0 {
            let message = format!("{} more mistakes in this file are not listed", self.dropped);
            self.findings.push(Diagnostic::new(&DATA_ERROR, &self.path, ByteSpan::default(), message));
        }
        self.findings
    }

    /// Reads the file into `data`.
    pub(super) fn read(&mut self, bytes: &[u8], settings: &Settings, names: &mut Names, data: &mut Data) {
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            let help = "save it again with the encoding UTF-8, in a spreadsheet as `CSV UTF-8`".to_owned();
            return self.say(ByteSpan::new(0, 2), |_| ("this table is saved as UTF-16, not as UTF-8".to_owned(), Some(help)));
        }
        let mut reader = Reader::new(bytes);
        let Some(header) = self.header(&mut reader) else { return };
        let Some(layout) = self.layout(&header, &reader) else { return };
        match self.table {
            Table::Accounts => data.tables.accounts = true,
            Table::Revenue => data.tables.revenue = true,
            Table::Quota => data.tables.quota = true,
            Table::Wallet => data.tables.wallet = true,
        }
        self.currency = Some(settings.currency.clone()).filter(|_| !settings.doubts("currency"));
        self.rows(reader, &layout, settings, names, data);
    }

    /// The first row that can be read.
    fn header<'a>(&mut self, reader: &mut Reader<'a>) -> Option<Row<'a>> {
        loop {
            match reader.next() {
                Some(Ok(header)) => return Some(header),
                Some(Err(fault)) => {
                    self.say(fault.span, |_| (fault.kind.message().to_owned(), Some("save the table as UTF-8 with commas between its cells".to_owned())));
                }
                None => {
                    if self.findings.is_empty() {
                        let message = "the table is empty; its first line names the columns".to_owned();
                        let help = format!("begin with `{}`", heading(columns(self.table)));
                        self.say(ByteSpan::default(), |_| (message, Some(help)));
                    }
                    return None;
                }
            }
        }
    }

    /// Where the columns stand; `None` when a row cannot be told by them.
    fn layout(&mut self, header: &Row<'_>, rows: &Reader<'_>) -> Option<Layout> {
        let known = columns(self.table);
        if self.other_separator(header, known) {
            return None;
        }
        let is_known = |cell: &Cell<'_>| known.iter().any(|(name, _)| *name == cell.text.trim());
        let mut at: Vec<Option<usize>> = known.iter().map(|(name, _)| header.cells.iter().position(|cell| cell.text.trim() == *name)).collect();
        let unread: Vec<usize> = header.cells.iter().enumerate().filter(|(_, cell)| !is_known(cell)).map(|(at, _)| at).collect();
        let told = self.told();
        self.missing(header, &at, &unread, known);
        self.twice(header, &at, known);
        if self.told() > told {
            return None;
        }
        // names that no row has a cell for: the rows are those of the table without them
        let lacked = !unread.is_empty() && all_have(rows.clone(), header.cells.len() - unread.len());
        for cell in unread.iter().filter_map(|at| header.cells.get(*at)) {
            let name = cell.text.trim();
            if lacked {
                let help = format!("take it out of the header; the columns are {}", heading(known));
                self.say(cell.span, |_| (format!("no row has a cell for the column `{name}`"), Some(help)));
                continue;
            }
            let absent = known.iter().zip(&at).filter(|(_, position)| position.is_none()).map(|((name, _), _)| *name);
            let help = nearest(name, absent).map_or_else(|| format!("the columns are {}", heading(known)), |near| renamed(name, near));
            self.warn(cell.span, |_| (format!("the column `{name}` is not read"), Some(help)));
        }
        if lacked {
            for position in at.iter_mut().flatten() {
                *position -= unread.iter().filter(|other| **other < *position).count();
            }
        }
        Some(Layout { known, at, width: header.cells.len() - if lacked { unread.len() } else { 0 } })
    }

    /// Is the whole header one cell, because something else than a comma stands between the names? Then that is said.
    fn other_separator(&mut self, header: &Row<'_>, known: &[Column]) -> bool {
        let [only] = header.cells.as_slice() else { return false };
        let names = |sign: char| only.text.split(sign).filter(|it| known.iter().any(|(name, _)| it.trim() == *name)).count();
        let Some(sign) = [';', '\t', '|'].into_iter().find(|sign| names(*sign) > 1) else { return false };
        let help = "save it with commas, and quote a text that contains one".to_owned();
        self.say(only.span, |_| (format!("the columns of this table are separated by {}, not by commas", shown(sign)), Some(help)));
        true
    }

    /// Columns that the table cannot do without: at the cell that was probably meant to be one, else at the first.
    fn missing(&mut self, header: &Row<'_>, at: &[Option<usize>], unread: &[usize], known: &[Column]) {
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for (name, _) in known.iter().zip(at).filter(|((_, needed), position)| *needed && position.is_none()).map(|(column, _)| column) {
            let others = || unread.iter().filter(|at| !taken.contains(at)).filter_map(|at| Some((*at, header.cells.get(*at)?)));
            let words: Vec<&str> = others().map(|(_, cell)| cell.text.trim()).collect();
            let meant = nearest(name, words).and_then(|near| others().find(|(_, cell)| cell.text.trim() == near));
            if let Some((place, cell)) = meant {
                let near = cell.text.trim();
                taken.insert(place);
                self.say(cell.span, |_| (format!("the column `{name}` is missing; `{near}` is none of this table"), Some(renamed(near, name))));
            } else {
                let span = header.cells.first().map_or(ByteSpan::default(), |cell| cell.span);
                self.say(span, |_| (format!("the column `{name}` is missing"), Some(format!("the columns are {}", heading(known)))));
            }
        }
    }

    /// Columns that stand in the header again: nobody can say which of their cells are meant.
    fn twice(&mut self, header: &Row<'_>, at: &[Option<usize>], known: &[Column]) {
        for ((name, _), first) in known.iter().zip(at) {
            let again = header.cells.iter().enumerate().filter(|(place, cell)| Some(*place) > *first && cell.text.trim() == *name);
            for (_, cell) in again {
                let help = "take one of the two out, with its cells; of several amounts write the sum".to_owned();
                self.say(cell.span, |_| (format!("the column `{name}` stands twice, so the table is not read"), Some(help)));
            }
        }
    }

    fn rows(&mut self, reader: Reader<'_>, layout: &Layout, settings: &Settings, names: &mut Names, data: &mut Data) {
        let mut pass = Pass::new(Catalogue::new(settings), names);
        let mut in_conflict = false;
        for row in reader {
            let row = match row {
                Ok(row) => row,
                Err(fault) => {
                    self.say(fault.span, |_| (fault.kind.message().to_owned(), None));
                    data.tables.unread |= self.bears_shares();
                    continue;
                }
            };
            if row.cells.len() == 1 && row.cells.first().is_some_and(|cell| cell.text.trim().is_empty()) {
                continue;
            }
            let whole = row.cells.first().map_or(ByteSpan::default(), |cell| cell.span);
            let mark = |sign: char| row.cells.first().is_some_and(|cell| conflicts::is_mark(&cell.text, sign));
            if in_conflict || mark('<') {
                // of two versions nobody can say which one is meant
                if !in_conflict {
                    let help = "keep the rows that are right, and delete the three lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`".to_owned();
                    self.say(whole, |_| ("a conflict of a merge was never settled here, and its rows are not read".to_owned(), Some(help)));
                    data.tables.unread |= self.bears_shares();
                }
                in_conflict = !mark('>');
                continue;
            }
            if row.cells.len() != layout.width {
                self.say(whole, |_| uneven(&row, layout.width));
                data.tables.unread |= self.bears_shares();
                continue;
            }
            let fields = Fields { row: &row, layout, whole };
            let before = self.findings.len();
            self.row(&fields, &mut pass, data);
            self.belongs_to(fields.text("account"), before, data);
        }
        for doubt in std::mem::take(&mut self.doubts).told() {
            self.warn(doubt.span, |_| (doubt.message, Some(doubt.help)));
        }
        for parent in pass.parents {
            let before = self.findings.len();
            self.parent(&parent, data);
            self.belongs_to(&parent.account, before, data);
        }
    }

    /// What a row does not tell is missed on the account's page, so that page says so.
    fn belongs_to(&mut self, account: &str, before: usize, data: &Data) {
        for finding in self.findings.iter_mut().skip(before).filter(|_| data.accounts.contains_key(account)) {
            finding.account = Some(account.into());
        }
    }

    /// Is a share worked out of this table, so that a row that cannot be read leaves it unknown?
    pub(super) fn bears_shares(&self) -> bool {
        matches!(self.table, Table::Revenue | Table::Wallet)
    }
}

/// What is wrong with a row of more or fewer cells than the header has, and what to do.
fn uneven(row: &Row<'_>, width: usize) -> (String, Option<String>) {
    let sign = |sign: char| row.cells.iter().map(|cell| cell.text.matches(sign).count()).sum::<usize>();
    if let Some(sign) = [';', '\t', '|'].into_iter().find(|it| width > 1 && row.cells.len() < width && sign(*it) + 1 >= width) {
        let help = "write commas between its cells, and quote a text that contains one".to_owned();
        return (format!("the cells of row {} are separated by {}, not by commas", row.line, shown(sign)), Some(help));
    }
    let message = format!("row {} has {} cell{}, but the header has {width}", row.line, row.cells.len(), if row.cells.len() == 1 { "" } else { "s" });
    let help = if row.cells.len() > width { "quote a text that contains a comma" } else { "write a comma for each cell that is empty" };
    (message, Some(help.to_owned()))
}

/// A sign between cells, for a sentence.
fn shown(sign: char) -> String {
    if sign == '\t' { "tabs".to_owned() } else { format!("`{sign}`") }
}

fn renamed(from: &str, to: &str) -> String {
    format!("rename the column `{from}` to `{to}`")
}
