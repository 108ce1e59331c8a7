//! What is read before any plan: settings, schemas and tables. Made again only when one of the files that it is made from is another one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::slug::Slug;
use crate::config::read::TerritoryFiles;
use crate::config::references::Known;
use crate::config::settings::Settings;
use crate::diag::code::Level;
use crate::diag::diagnostic::Diagnostic;
use crate::parse::codes::SECRET_FOUND;
use crate::parse::document;
use crate::parse::node::Tree;
use crate::resolve::data;
use crate::resolve::ground::{Ground, OwnFile};
use crate::schema::compose::{self, Document, EffectiveSchema};
use crate::source::layout::{self, Role};
use crate::source::snapshot::{File, Snapshot};

/// Settings and schemas.
pub(super) struct Territory {
    pub settings: Settings,
    pub schemas: Schemas,
    pub own_files: BTreeMap<&'static str, OwnFile>,
}

/// The effective schemas: the plan's with the territory's overlay.
pub(super) struct Schemas {
    pub plan: Arc<EffectiveSchema>,
    pub review: EffectiveSchema,
    pub page: Option<EffectiveSchema>,
}

pub(super) fn territory(snapshot: &Snapshot, findings: &mut Vec<Diagnostic>) -> Territory {
    let mut trees: BTreeMap<&'static str, (SourcePath, Tree)> = BTreeMap::new();
    for name in [layout::TERRITORY, layout::PEOPLE, layout::ICP, layout::CYCLE, layout::QUESTIONS, layout::OVERLAY] {
        let Some(path) = SourcePath::new(name) else { continue };
        let Some(File::Bytes(bytes)) = snapshot.files.get(&path) else { continue };
        let document = document::yaml_file(&path, bytes);
        // a mistake in a territory file is always `config-error`, its cause in the message (`plan-format.md` §4)
        findings.extend(document.findings.into_iter().map(crate::config::read::as_config_error));
        if let Some(tree) = document.tree {
            trees.insert(name, (path, tree));
        }
    }
    let file = |name: &str| trees.get(name).map(|(path, tree)| (path.clone(), tree));
    let names: Vec<&str> = crate::rules::ALL.iter().map(|rule| rule.code.name).collect();
    let codes: Vec<&str> = crate::rules::ALL.iter().map(|rule| rule.code.code).collect();
    let fixed: Vec<&str> = crate::rules::ALL.iter().filter(|rule| rule.is_fixed()).map(|rule| rule.code.name).collect();
    let scores: Vec<&str> = crate::scores::KEYS.to_vec();
    let blocks: Vec<&str> = crate::scores::readiness::BLOCKS.iter().map(|block| block.key).collect();
    let files = TerritoryFiles {
        territory: file(layout::TERRITORY),
        people: file(layout::PEOPLE),
        icp: file(layout::ICP),
        cycle: file(layout::CYCLE),
        questions: file(layout::QUESTIONS),
    };
    let (mut settings, mistakes) = crate::config::read::read(
        &files,
        &Known {
            rules: &names,
            codes: &codes,
            former: &crate::rules::FORMER,
            fixed: &fixed,
            weighed: &crate::scores::weighed(),
            scores: &scores,
            blocks: &blocks,
        },
    );
    findings.extend(mistakes);
    // what cannot be read at all lists nothing
    if file(layout::ICP).is_none() && SourcePath::new(layout::ICP).is_some_and(|path| snapshot.bytes(&path).is_some()) {
        settings.lost.insert("icp");
    }
    super::language::check(snapshot, &settings.site, findings);
    let overlay = file(layout::OVERLAY).and_then(|(path, tree)| {
        let (overlay, mistakes) = crate::schema::overlay::read(&path, tree);
        findings.extend(mistakes);
        overlay
    });
    let page = crate::config::schemas::schema(Document::Page).map(|core| compose::compile(Document::Page, core));
    let currency = Some(settings.currency.as_str()).filter(|_| !settings.doubts("currency"));
    let plan = compose::plan(overlay.as_ref()).counting_in(currency);
    let schemas = Schemas { plan: Arc::new(plan), review: compose::review(), page };
    // what would be said of a file that holds a mistake may follow from the mistake
    let faulty: BTreeSet<SourcePath> =
        findings.iter().filter(|finding| finding.level == Level::Error && finding.code.name != SECRET_FOUND.name).map(|finding| finding.path.clone()).collect();
    let sound = trees.into_iter().filter(|(_, (path, _))| !faulty.contains(path));
    let own_files = sound.map(|(name, (path, tree))| (name, OwnFile { path, tree })).collect();
    Territory { settings, schemas, own_files }
}

/// The ground, the schemas that plans are read by, and what is wrong in the files that both are made from.
#[derive(Clone)]
pub(super) struct Base {
    pub ground: Arc<Ground>,
    pub schemas: Arc<Schemas>,
    pub findings: Arc<[Diagnostic]>,
    inputs: Inputs,
}

impl Base {
    /// Reads a snapshot whose plans have these slugs.
    pub fn read(snapshot: &Snapshot, planned: &[&Slug], ended: &mut dyn FnMut(&'static str)) -> Self {
        let mut findings = Vec::new();
        let Territory { settings, schemas, own_files } = territory(snapshot, &mut findings);
        ended("settings");
        let data = data::read(snapshot, &settings, &planned.iter().map(|slug| slug.as_str()).collect());
        findings.extend(data.findings);
        ended("tables");
        crate::diag::findings::locate(&mut findings, |path| snapshot.bytes(path));
        let our_people = settings.people.iter().map(|person| (person.id.clone(), person.clone())).collect();
        let inputs = Inputs::of(snapshot, planned, &settings);
        let ground = Ground {
            settings,
            today: snapshot.today,
            history: snapshot.history.clone(),
            accounts: Arc::new(data.accounts),
            tables: data.tables,
            our_people,
            own_files,
            sales_year: OnceLock::new(),
            listed_names: OnceLock::new(),
            deserving: OnceLock::new(),
            base: Arc::default(),
        };
        Base { ground: Arc::new(ground), schemas: Arc::new(schemas), findings: findings.into(), inputs }
    }

    /// The same for another snapshot: what has not changed is not read again. The second value says whether everything but the history is as it was.
    pub fn read_again(self, snapshot: &Snapshot, planned: &[&Slug], ended: &mut dyn FnMut(&'static str)) -> (Self, bool) {
        if self.inputs != Inputs::of(snapshot, planned, &self.ground.settings) {
            return (Base::read(snapshot, planned, ended), false);
        }
        if self.ground.history.is_same(&snapshot.history) {
            return (self, true);
        }
        let ground = Ground { history: snapshot.history.clone(), ..(*self.ground).clone() };
        (Base { ground: Arc::new(ground), ..self }, true)
    }
}

/// What the base is made from, the history apart.
#[derive(Clone, PartialEq)]
struct Inputs {
    today: Date,
    files: Vec<(SourcePath, Content)>,
    /// Plans are accounts too when there is no list of them.
    planned: Vec<Slug>,
}

impl Inputs {
    fn of(snapshot: &Snapshot, planned: &[&Slug], settings: &Settings) -> Self {
        let logo = settings.site.logo.as_deref().and_then(SourcePath::new);
        let read = |path: &SourcePath| {
            let of_plans = path.as_str().starts_with(layout::ACCOUNTS) || matches!(layout::role(path), Role::Page { .. } | Role::Other);
            !of_plans || Some(path) == logo.as_ref()
        };
        let files = snapshot.files.iter().filter(|(path, _)| read(path)).map(|(path, file)| (path.clone(), Content(file.clone()))).collect();
        Inputs { today: snapshot.today, files, planned: planned.iter().map(|slug| (*slug).clone()).collect() }
    }
}

/// One file; the same bytes are the same file, wherever they lie.
#[derive(Clone)]
struct Content(File);

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (File::Bytes(a), File::Bytes(b)) => Arc::ptr_eq(a, b) || a == b,
            (File::Refused(a), File::Refused(b)) => a == b,
            (File::Present, File::Present) => true,
            _ => false,
        }
    }
}
