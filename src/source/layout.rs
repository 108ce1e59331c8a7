//! Which file is what, told by its path alone.

use crate::base::path::SourcePath;

/// The role of a file in a territory (`plan-format.md` §1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `accounts/⟨folder⟩/plan.md`.
    Plan {
        folder: String,
    },
    /// `accounts/⟨folder⟩/reviews/⟨name⟩.md`.
    Review {
        folder: String,
        name: String,
    },
    /// Any other file below `accounts/⟨folder⟩/`.
    Attachment {
        folder: String,
    },
    /// `pages/⟨name⟩.md`: a page of the team's own.
    Page {
        name: String,
    },
    Territory,
    People,
    Icp,
    Cycle,
    Questions,
    /// `strings.yaml`, and `strings-⟨…⟩.yaml` for other languages.
    Strings,
    /// The findings that the territory lives with for now; `check` alone looks at it.
    Baseline,
    /// `schemas/plan.schema.json`.
    Overlay,
    /// A file below `theme/`.
    Theme,
    /// One of the four tables in `data/`.
    Data(Table),
    /// Not ours: READMEs, scripts, other folders.
    Other,
}

/// The four tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    Accounts,
    Revenue,
    Quota,
    Wallet,
}

impl Table {
    pub const ALL: [Table; 4] = [Table::Accounts, Table::Revenue, Table::Quota, Table::Wallet];

    pub fn path(self) -> &'static str {
        match self {
            Table::Accounts => "data/accounts.csv",
            Table::Revenue => "data/revenue.csv",
            Table::Quota => "data/quota.csv",
            Table::Wallet => "data/wallet.csv",
        }
    }
}

pub const TERRITORY: &str = "quarterdeck.yaml";
pub const PEOPLE: &str = "people.yaml";
pub const ICP: &str = "icp.yaml";
pub const CYCLE: &str = "cycle.yaml";
pub const QUESTIONS: &str = "questions.yaml";
/// Where the pages of the team's own stand.
pub const PAGES: &str = "pages/";
/// Where the territory's own theme stands.
pub const THEME: &str = "theme/";
pub const STRINGS: &str = "strings.yaml";
/// Where the folders of accounts stand.
pub const ACCOUNTS: &str = "accounts/";
pub const BASELINE: &str = "quarterdeck-baseline.json";
pub const OVERLAY: &str = "schemas/plan.schema.json";

const MIB: u64 = 1 << 20;

impl Role {
    /// How many bytes a file of that role may have, and what such files are called; `None` when it is not read at all.
    pub fn limit(&self) -> Option<(u64, &'static str)> {
        let (mebibytes, what) = match self {
            Role::Plan { .. } | Role::Review { .. } => (2, "plan and review files"),
            Role::Page { .. } => (2, "own pages"),
            Role::Territory | Role::People | Role::Icp | Role::Cycle | Role::Questions | Role::Strings => (2, "territory files"),
            Role::Baseline => (32, "baselines"),
            Role::Overlay => (1, "overlay schemas"),
            Role::Theme => (4, "theme files"),
            Role::Data(_) => (512, "data tables"),
            Role::Attachment { .. } => (32, "attachments"),
            Role::Other => return None,
        };
        Some((mebibytes * MIB, what))
    }

    /// Does it say how all plans are read and judged? Such a file is today's, however old the plan that is judged.
    pub fn is_policy(&self) -> bool {
        matches!(self, Role::Territory | Role::People | Role::Icp | Role::Cycle | Role::Questions | Role::Baseline | Role::Overlay)
    }

    /// Is it policy that two days are measured with alike? Who is with us belongs to the day: of a plan whose owner has left since, nothing was wrong then.
    pub fn is_yardstick(&self) -> bool {
        self.is_policy() && *self != Role::People
    }

    /// Is it policy that scores and pages follow from? The baseline is none: it says which findings count, and nothing else.
    pub fn is_measure(&self) -> bool {
        self.is_policy() && *self != Role::Baseline
    }
}

/// Tells a file's role by its path.
pub fn role(path: &SourcePath) -> Role {
    let text = path.as_str();
    // nearly all files of a territory
    if let Some((folder, inside)) = split_account(text) {
        let folder = folder.to_owned();
        return match review(inside) {
            Some(name) => Role::Review { folder, name: name.to_owned() },
            None if inside == "plan.md" => Role::Plan { folder },
            None => Role::Attachment { folder },
        };
    }
    match text {
        TERRITORY => return Role::Territory,
        PEOPLE => return Role::People,
        ICP => return Role::Icp,
        CYCLE => return Role::Cycle,
        QUESTIONS => return Role::Questions,
        BASELINE => return Role::Baseline,
        OVERLAY => return Role::Overlay,
        STRINGS => return Role::Strings,
        _ if text.starts_with("strings-") && text.ends_with(".yaml") && !text.contains('/') => return Role::Strings,
        _ => {}
    }
    if let Some(table) = Table::ALL.into_iter().find(|table| table.path() == text) {
        return Role::Data(table);
    }
    if text.starts_with(THEME) {
        return Role::Theme;
    }
    let page = text.strip_prefix(PAGES).and_then(|name| name.strip_suffix(".md")).filter(|name| !name.contains('/'));
    page.map_or(Role::Other, |name| Role::Page { name: name.to_owned() })
}

/// The name of a review by its path inside the folder of an account.
fn review(inside: &str) -> Option<&str> {
    inside.strip_prefix("reviews/")?.strip_suffix(".md").filter(|name| !name.contains('/'))
}

/// Is a file in the folder of an account, by its path there, neither plan nor review?
pub fn is_attachment(inside: &str) -> bool {
    inside != "plan.md" && review(inside).is_none()
}

/// A path in the folder of an account, as text.
pub fn in_account(account: &str, inside: &str) -> String {
    format!("{ACCOUNTS}{account}/{inside}")
}

/// The plan file of an account; `None` for a name that no folder can have.
pub fn plan(account: &str) -> Option<SourcePath> {
    SourcePath::new(&in_account(account, "plan.md"))
}

/// The folder of the account that a path lies in, and the path inside it.
pub fn split_account(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix(ACCOUNTS)?.split_once('/')
}

/// The account whose plan a file seems to be, by a name that is nearly `plan.md` and is not read.
pub fn misnamed_plan(path: &SourcePath) -> Option<&str> {
    let (folder, name) = split_account(path.as_str())?;
    let near = ["plan.md", "plan.markdown", "plan.mdown", "plan.mkd", "plan.mdx", "plan.md.txt", "plan.yaml", "plan.yml", "plans.md"];
    (name != "plan.md" && near.contains(&name.to_lowercase().as_str())).then_some(folder)
}

/// Is it what a system or a code host keeps beside people's files? Nobody expects to find it on the site.
pub fn is_aside(name: &str) -> bool {
    name.starts_with('.') || ["thumbs.db", "desktop.ini", "readme.md", "readme"].contains(&name.to_lowercase().as_str())
}

/// Would files of ours lie below this path, were it a folder? A link there would hide them in silence.
pub fn holds_ours(path: &SourcePath) -> bool {
    match path.as_str().split_once('/') {
        None => matches!(path.as_str(), "accounts" | "data" | "pages" | "schemas" | "theme"),
        Some((first, rest)) => first == "accounts" && !rest.contains('/'),
    }
}

/// May the walk enter this folder? Version control, hidden folders, dependencies and published sites are never inputs.
pub fn enters(folder: &str) -> bool {
    !folder.starts_with('.') && !matches!(folder, "node_modules" | "target")
}

/// Is it what an editor, an office program or a build leaves for a moment beside a file? Such names are never inputs.
pub fn is_passing(name: &str) -> bool {
    let begins = |signs: &[&str]| signs.iter().any(|sign| name.starts_with(sign));
    let ends = |signs: &[&str]| signs.iter().any(|sign| name.ends_with(sign));
    let hidden = name.starts_with('.');
    // vim tries whether it may write with a file of that name
    name == "4913"
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || begins(&[".#", "~$", ".goutputstream-", ".quarterdeck-lock-", ".quarterdeck-staging-"])
        || ends(&["___jb_tmp___", "___jb_old___", ".kate-swp", ".crswap", ".part"])
        || (hidden && ends(&[".swp", ".swo", ".swx", ".tmp"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_leaves_for_a_moment_is_no_input() {
        for name in [
            "plan.md~",
            ".plan.md.swp",
            ".plan.md.swx",
            "#plan.md#",
            ".#plan.md",
            "4913",
            "~$quota.csv",
            ".goutputstream-A1",
            "plan.md___jb_tmp___",
            ".quarterdeck-lock-public",
        ] {
            assert!(is_passing(name), "{name}");
        }
        for name in ["plan.md", ".gitignore", "swp", "notes.swp", ".quarterdeck-site", "README", "49131", "a#b", "plan.tmp", "~plan.md"] {
            assert!(!is_passing(name), "{name}");
        }
    }
}
