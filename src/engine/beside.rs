//! Files below `accounts/` that are neither plan nor review: attachments, which are published, and all others, of which something is said.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::count::count;
use crate::base::fold;
use crate::base::path::SourcePath;
use crate::base::slug::{self, Slug};
use crate::base::span::ByteSpan;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::resolve::attachments::{self, Attachment, Refusal};
use crate::resolve::codes::{PATH_COLLISION, STRAY_FILE};
use crate::resolve::portfolio::LeftOut;
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// What the files beside plans come to.
#[derive(Default)]
pub(super) struct Beside {
    pub attachments: BTreeMap<SourcePath, Attachment>,
    pub findings: Vec<Diagnostic>,
    /// Accounts whose folder holds no plan, each with its finding: what begins one is known when all plans are read.
    pub planless: Vec<(String, Diagnostic)>,
    pub left_out: Vec<LeftOut>,
}

impl Beside {
    /// Looks at every file below `accounts/` that was not refused. A folder whose name is no slug has its finding.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut beside = Beside::default();
        let mut inside_folders: Vec<(&str, &str, &SourcePath)> = Vec::new();
        let Some(first) = SourcePath::new(layout::ACCOUNTS) else { return beside };
        let below = snapshot.files.range(first..).filter(|(path, _)| path.as_str().starts_with(layout::ACCOUNTS));
        for (path, file) in below {
            let Some((folder, inside)) = layout::split_account(path.as_str()) else {
                if !matches!(file, File::Refused(_)) && !layout::is_aside(path.name()) {
                    beside.homeless(path);
                }
                continue;
            };
            // a plan that was refused is one all the same
            if !matches!(file, File::Refused(_)) || inside == "plan.md" {
                inside_folders.push((folder, inside, path));
            }
        }
        // the files of one folder come one after the other
        for files in inside_folders.chunk_by(|(a, _, _), (b, _, _)| a == b) {
            let Some((folder, _, _)) = files.first() else { continue };
            let planned = files.iter().any(|(_, inside, _)| *inside == "plan.md");
            // nearly all folders: nothing but a plan and reviews, by names that every system tells apart
            if planned && files.iter().all(|(_, inside, path)| is_everywhere_itself(path) && !layout::is_attachment(inside)) {
                continue;
            }
            let files: Vec<&SourcePath> = files.iter().map(|(_, _, path)| *path).filter(|path| !layout::is_aside(path.name())).collect();
            match (planned, Slug::new(folder)) {
                (true, Ok(_)) => beside.with_plan(folder, &files),
                (true, Err(_)) => {}
                (false, _) => beside.without_plan(folder, &files),
            }
        }
        beside
    }

    /// A file in `accounts/` itself.
    fn homeless(&mut self, path: &SourcePath) {
        let name = path.name();
        let message = format!("`{name}` lies in `accounts/` itself, where only folders are read");
        let account = name.strip_suffix(".md").and_then(slug::proposal);
        let help = account.map_or_else(
            || "move it into the folder of its account, or out of accounts/".to_owned(),
            |account| format!("move it to accounts/{account}/plan.md, if it is that account's plan"),
        );
        self.findings.push(Diagnostic::new(&STRAY_FILE, path, ByteSpan::default(), message).help(help));
        self.leave_out(path, "it lies in no account's folder");
    }

    /// All files of a folder that holds no plan: one finding, at the plan under another name or else at the first of them.
    fn without_plan(&mut self, folder: &str, files: &[&SourcePath]) {
        let misnamed = files.iter().find(|path| layout::misnamed_plan(path).is_some());
        let Some(at) = misnamed.or(files.first()) else { return };
        let finding = |message: String| Diagnostic::new(&STRAY_FILE, at, ByteSpan::default(), message).account(folder);
        if misnamed.is_some() {
            let message = format!("the plan of `{folder}` is called `{}`, and only `plan.md` is read", at.name());
            self.findings.push(finding(message).help("rename the file to `plan.md`").level(Level::Error));
        } else {
            let message = format!("the folder `accounts/{folder}` holds {} and no `plan.md`, so nothing in it is read", count(files.len(), "file", "files"));
            self.planless.push((slug::proposal(folder).unwrap_or_else(|| "ACCOUNT".to_owned()), finding(message)));
        }
        for path in files {
            let reason = match layout::role(path) {
                Role::Review { .. } => "there is no plan beside this review",
                _ if misnamed == Some(path) => "a plan is called `plan.md`",
                _ => "there is no plan beside this file",
            };
            self.leave_out(path, reason);
        }
    }

    fn with_plan(&mut self, folder: &str, files: &[&SourcePath]) {
        let mut alike: BTreeMap<(&str, String), Vec<&SourcePath>> = BTreeMap::new();
        for path in files {
            alike.entry((path.folder(), fold::alike(path.name()))).or_default().push(path);
        }
        let names: BTreeSet<&str> = files.iter().map(|path| path.name()).collect();
        let mut deep: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
        for group in alike.into_values() {
            let Some((kept, others)) = split(group) else { continue };
            if !others.is_empty() {
                self.twins(folder, kept, &others);
            }
            match layout::role(kept) {
                Role::Attachment { .. } if self.on_linux_alone(folder, kept, &names) => {}
                Role::Attachment { .. } if kept.as_str().split('/').count() > 3 => deep.entry(kept.folder()).or_default().push(kept),
                // what is said of twins is enough
                Role::Attachment { .. } if others.is_empty() || attachments::named(kept.name()).is_ok() || plain(kept) => self.single(folder, kept, &names),
                _ => {}
            }
        }
        deep.into_iter().for_each(|(place, files)| self.too_deep(folder, place, &files));
    }

    /// Files whose names some systems take for one: the first keeps its address, the others are left out.
    fn twins(&mut self, folder: &str, kept: &SourcePath, others: &[&SourcePath]) {
        let Some(at) = others.first() else { return };
        let mut all: Vec<&str> = others.iter().map(|path| path.name()).chain([kept.name()]).collect();
        all.sort_unstable();
        let case = all.iter().map(|name| name.to_lowercase()).collect::<BTreeSet<_>>().len() == 1;
        let how = if case { "in letter case" } else { "in how an accent is written" };
        let names = all.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
        let message = format!("the files {names} differ only {how}, so they cannot both be published");
        let finding = Diagnostic::new(&PATH_COLLISION, at, ByteSpan::default(), message).account(folder);
        self.findings.push(finding.help("give one of them another name, or take one away"));
        for path in others.iter().filter(|path| matches!(layout::role(path), Role::Attachment { .. })) {
            self.leave_out(path, "another file has the same name but for letter case or accents");
        }
    }

    /// Is the name of a file, or of a folder that it is in, one that Windows refuses? Then the whole territory cannot be checked out there.
    fn on_linux_alone(&mut self, folder: &str, path: &SourcePath, names: &BTreeSet<&str>) -> bool {
        let parts = path.as_str().split('/').skip(2);
        let Some((name, reason)) = parts.filter_map(|name| Some((name, slug::refused_by_windows(name)?))).last() else { return false };
        let (stem, ext) = name.rsplit_once('.').map_or((name, ""), |(stem, ext)| (stem, ext.trim()));
        let near = slug::proposal(stem).map(|near| if ext.is_empty() { near } else { format!("{near}.{ext}") });
        let near = near.filter(|near| slug::refused_by_windows(near).is_none() && !names.contains(near.as_str()));
        let help = near.map_or_else(
            || "give it another name, of a-z, 0-9 and single hyphens".to_owned(),
            |near| format!("rename it to `{near}`, and links to it as well"),
        );
        let message = format!("the file name `{name}` {reason}, so the territory cannot be checked out there");
        self.say(folder, Diagnostic::new(&PATH_COLLISION, path, ByteSpan::default(), message).help(help), &format!("its file name {reason}"));
        true
    }

    /// One file directly beside its plan.
    fn single(&mut self, folder: &str, path: &SourcePath, names: &BTreeSet<&str>) {
        let name = path.name();
        let stray = |message: String, help: String| Diagnostic::new(&STRAY_FILE, path, ByteSpan::default(), message).help(help);
        if layout::misnamed_plan(path).is_some() {
            let finding = stray(format!("`{name}` is not read: the plan of this account is `plan.md`"), "take one of the two away".to_owned());
            self.say(folder, finding, "the plan of this account is `plan.md`");
            return;
        }
        let (finding, reason) = match attachments::named(name) {
            Ok(attachment) => return drop(self.attachments.insert(path.clone(), attachment)),
            Err(Refusal::Active { ext }) => {
                let why = format!("a file of the type `{ext}` can carry scripts");
                (stray(format!("`{name}` is not published: {why}"), "save it as a PDF or a PNG and link to that".to_owned()), why)
            }
            Err(Refusal::Type { ext }) if matches!(ext.as_str(), "md" | "markdown") => {
                let help = "write it into the plan, or into `reviews/` when it tells of a meeting";
                let why = "of an account only `plan.md` and reviews are read";
                (stray(format!("`{name}` is not published: {why}"), help.to_owned()), why.to_owned())
            }
            Err(Refusal::Type { ext }) => {
                let why = format!("`{ext}` is none of the types that are");
                (stray(format!("`{name}` is not published: {why}"), of_a_type()), format!("files of the type `{ext}` are not published"))
            }
            Err(Refusal::Bare) => {
                let why = "its name does not end in a type".to_owned();
                (stray(format!("`{name}` is not published: {why}"), of_a_type()), why)
            }
            Err(Refusal::Name { stem, ext, reason }) => {
                let message = format!("the file name `{stem}` {reason}, so the file is not published");
                let near = slug::proposal(&stem).map(|near| format!("{near}.{ext}")).filter(|near| !names.contains(near.as_str()));
                let help = near.map_or_else(
                    || "rename the file: a-z, 0-9 and single hyphens, at most 64 of them".to_owned(),
                    |near| format!("rename the file to `{near}`, and links to it as well"),
                );
                // the plan is a plan all the same
                let finding = Diagnostic::new(&PATH_COLLISION, path, ByteSpan::default(), message).help(help).level(Level::Warn);
                (finding, format!("its file name {reason}"))
            }
        };
        self.say(folder, finding, &reason);
    }

    /// Files in a folder below that of a plan: one finding for all that lie together.
    fn too_deep(&mut self, folder: &str, place: &str, files: &[&SourcePath]) {
        let Some(at) = files.first() else { return };
        let shown = place.strip_prefix(layout::ACCOUNTS).and_then(|rest| rest.strip_prefix(folder)).map_or(place, |rest| rest.trim_start_matches('/'));
        let finding = |message: String, help: String| Diagnostic::new(&STRAY_FILE, at, ByteSpan::default(), message).account(folder).help(help);
        let which = if files.len() == 1 { format!("`{}` in `{shown}/`", at.name()) } else { format!("the {} files in `{shown}/`", files.len()) };
        let (are, them) = if files.len() == 1 { ("is", "it") } else { ("are", "them") };
        let (said, reason) = if shown.split('/').next() == Some("reviews") {
            let stem = at.name().rsplit_once('.').map_or(at.name(), |(stem, _)| stem);
            let help = if shown != "reviews" {
                format!("move {them} to accounts/{folder}/reviews/")
            } else if files.len() == 1 && attachments::named(at.name()).is_err() {
                format!("rename the file to `{stem}.md`")
            } else {
                format!("move {them} to accounts/{folder}/, and write a review as `reviews/⟨name⟩.md`")
            };
            (finding(format!("{which} {are} not read: a review is `reviews/⟨name⟩.md`"), help), "a review is `reviews/⟨name⟩.md`")
        } else {
            let message = format!("{which} {are} not published: only files directly beside the plan are");
            (finding(message, format!("move {them} to accounts/{folder}/")), "only files directly beside the plan are published")
        };
        self.findings.push(said);
        files.iter().for_each(|path| self.leave_out(path, reason));
    }

    fn say(&mut self, folder: &str, finding: Diagnostic, reason: &str) {
        self.leave_out(&finding.path, reason);
        self.findings.push(finding.account(folder));
    }

    fn leave_out(&mut self, path: &SourcePath, reason: &str) {
        self.left_out.push(LeftOut { path: path.clone(), reason: reason.to_owned() });
    }
}

/// Of files with one name to some systems, the one that is read or published, and the others.
fn split(mut group: Vec<&SourcePath>) -> Option<(&SourcePath, Vec<&SourcePath>)> {
    let place = |path: &&SourcePath| !matches!(layout::role(path), Role::Attachment { .. });
    let address = |path: &&SourcePath| attachments::named(path.name()).is_ok_and(|it| it.address() == path.name());
    let kept = group.iter().position(place).or_else(|| group.iter().position(address)).or_else(|| group.iter().position(|path| plain(path)));
    if group.is_empty() {
        return None;
    }
    let kept = group.remove(kept.unwrap_or(0));
    Some((kept, group))
}

/// Is a path one that no system takes for another?
fn is_everywhere_itself(path: &SourcePath) -> bool {
    path.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/'))
}

/// Is a name written as an address is?
fn plain(path: &SourcePath) -> bool {
    path.name().rsplit_once('.').is_some_and(|(stem, ext)| Slug::new(stem).is_ok() && ext == ext.to_lowercase())
}

fn of_a_type() -> String {
    format!("save it as one of these and link to that: {}", attachments::types())
}
