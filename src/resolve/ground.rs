//! What every plan of a territory stands on, whatever the other plans say: settings, the day, history, data and people. Who judges one plan sees this and
//! that plan, so its verdict stays good as long as both do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use crate::base::amount::Amount;
use crate::base::date::{Date, FiscalPeriod};
use crate::base::path::SourcePath;
use crate::config::settings::{OurPerson, Settings};
use crate::model::account::Cadence;
use crate::model::past::History;
use crate::model::plan::Plan;
use crate::model::territory::{AccountRow, QuotaRow, RevenueRow, WalletRow};
use crate::parse::node::Tree;
use crate::resolve::names::ListedNames;
use crate::resolve::plan_unit::PlanUnit;
use crate::resolve::wording;

/// What the data files say about one account.
#[derive(Clone, Debug, Default)]
pub struct AccountData {
    pub row: Option<AccountRow>,
    /// Is there a plan in the folder of that name?
    pub planned: bool,
    /// Does `accounts.csv` name the account, in a row that can be read or not?
    pub listed: bool,
    pub revenue: Vec<RevenueRow>,
    pub quota: Vec<QuotaRow>,
    pub wallet: Vec<WalletRow>,
    /// Is there a row of its sales or of what it buys that could not be read? Then no share is worked out of the others.
    pub unread: bool,
}

/// Which tables there are, and how new each is.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub accounts: bool,
    /// How many accounts `accounts.csv` names, in rows that can be read or not.
    pub accounts_listed: usize,
    /// The accounts with a plan that it does not name.
    pub unlisted: BTreeSet<String>,
    pub revenue: bool,
    pub quota: bool,
    pub wallet: bool,
    /// Is there a row of `revenue.csv` or `wallet.csv` of which nobody can tell the account?
    pub unread: bool,
    /// The last fiscal period in `revenue.csv`.
    pub revenue_until: Option<FiscalPeriod>,
    /// The first fiscal period in `revenue.csv`.
    pub revenue_from: Option<FiscalPeriod>,
    /// The fiscal quarters of which `revenue.csv` has a row, and of how many accounts.
    pub revenue_quarters: BTreeMap<FiscalPeriod, usize>,
    /// The divisions in which each product was sold, by the product's id, to whatever account.
    pub divisions: BTreeMap<Arc<str>, BTreeSet<Arc<str>>>,
    /// The last fiscal period in `quota.csv`.
    pub quota_until: Option<FiscalPeriod>,
}

impl Tables {
    /// Is a fiscal quarter missing from the revenue table: has no account a row of it, though several have one of an earlier and of a later quarter? That of
    /// a single account says only that it bought nothing.
    pub fn is_missing(&self, quarter: FiscalPeriod) -> bool {
        let quarters = &self.revenue_quarters;
        let several = |found: Option<(&FiscalPeriod, &usize)>| found.is_some_and(|(_, accounts)| *accounts > 1);
        !quarters.contains_key(&quarter) && several(quarters.range(..quarter).next_back()) && several(quarters.range(quarter..).next())
    }

    /// The quarters that are missing, oldest first.
    pub fn missing(&self) -> Vec<FiscalPeriod> {
        let quarters: Vec<FiscalPeriod> = self.revenue_quarters.keys().copied().collect();
        let between = quarters.windows(2).flat_map(|pair| match pair {
            [one, other] => {
                std::iter::successors(Some(one.plus_quarters(1)), |it| Some(it.plus_quarters(1))).take_while(|it| it < other).take(MOST_MISSING).collect()
            }
            _ => Vec::new(),
        });
        between.filter(|quarter| self.is_missing(*quarter)).collect()
    }
}

/// Missing quarters in a row that are named: a period of another century is a mistake in one cell.
const MOST_MISSING: usize = 8;

/// One of the territory's own files as written, for the places of findings.
#[derive(Clone, Debug)]
pub struct OwnFile {
    pub path: SourcePath,
    pub tree: Tree,
}

/// Settings, the day, history, tables and people.
#[derive(Clone, Debug)]
pub struct Ground {
    pub settings: Settings,
    pub today: Date,
    /// What earlier versions tell, as far as it is known.
    pub history: History,
    /// By account slug, planned or not.
    pub accounts: Arc<BTreeMap<String, AccountData>>,
    pub tables: Tables,
    /// Our people by id.
    pub our_people: BTreeMap<String, OurPerson>,
    /// The territory's own files in which nothing is wrong, by path.
    pub own_files: BTreeMap<&'static str, OwnFile>,
    /// What [`Ground::year_of_sales`] has found.
    pub(crate) sales_year: OnceLock<Option<[FiscalPeriod; 4]>>,
    /// What [`Ground::listed_names`] has found.
    pub(crate) listed_names: OnceLock<ListedNames>,
    /// The accounts without a plan that the criteria speak for, with their places by potential: see `scores::key_accounts`, which fills it.
    pub(crate) deserving: OnceLock<Vec<(usize, String)>>,
    /// What two grounds share that differ in nothing but the history: each save in a repository gives another one.
    pub(crate) base: Arc<()>,
}

/// An empty plan, for files that cannot be read.
static NOTHING: std::sync::LazyLock<Plan> = std::sync::LazyLock::new(Plan::default);

/// What the data files say about an account that they do not name.
static NO_DATA: AccountData =
    AccountData { row: None, planned: false, listed: false, revenue: Vec::new(), quota: Vec::new(), wallet: Vec::new(), unread: false };

impl Ground {
    /// Is it the same ground, the history apart?
    pub fn has_same_base(&self, other: &Ground) -> bool {
        Arc::ptr_eq(&self.base, &other.base)
    }

    /// The plan's fields, empty when the file cannot be read.
    pub fn plan<'a>(&'a self, unit: &'a PlanUnit) -> &'a Plan {
        unit.file.value.as_ref().unwrap_or(&NOTHING)
    }

    /// What the data files say about an account.
    pub fn data(&self, slug: &str) -> &AccountData {
        self.accounts.get(slug).unwrap_or(&NO_DATA)
    }

    /// The name to show: the plan's title, else the account list's name, else the slug.
    pub fn title<'a>(&'a self, unit: &'a PlanUnit) -> &'a str {
        let plan = self.plan(unit);
        plan.title.as_deref().or_else(|| self.data(unit.slug.as_str()).row.as_ref().and_then(|row| row.name.as_deref())).unwrap_or(unit.slug.as_str())
    }

    /// The manager: the plan's, else the owner's; `TBD` is nobody.
    pub fn manager<'a>(&'a self, plan: &'a Plan) -> Option<&'a str> {
        let written = plan.manager.as_deref().filter(|id| !wording::is_placeholder(id));
        written.or_else(|| plan.owner.as_deref().and_then(|owner| self.our_people.get(owner)).and_then(|owner| owner.manager.as_deref()))
    }

    /// May that person sign as the plan's manager: are they the manager, or over the manager or the owner? Anybody is where no manager is known.
    pub fn signs_as_manager<'a>(&'a self, plan: &'a Plan, id: &str) -> bool {
        let Some(manager) = self.manager(plan) else { return true };
        let over = |id: &str| self.our_people.get(id).and_then(|person| person.manager.as_deref());
        // people who manage each other in a circle are named once
        let chain = |first: Option<&'a str>| std::iter::successors(first, |it| over(it)).take(self.our_people.len()).any(|it| it == id);
        id == manager || chain(over(manager)) || chain(plan.owner.as_deref().and_then(over))
    }

    /// The rhythm of reviews: the plan's, else its tier's (K2).
    pub fn cadence(&self, plan: &Plan) -> Cadence {
        plan.cadence.or_else(|| plan.tier.and_then(|tier| self.settings.policy.cadence.get(&tier).copied())).unwrap_or(Cadence::Quarterly)
    }

    /// The plan's fiscal period; where it cannot be read, the quarter that holds today.
    pub fn period(&self, plan: &Plan) -> FiscalPeriod {
        plan.period.unwrap_or_else(|| self.settings.calendar.quarter_of(self.today))
    }

    /// The plan's currency, else the territory's.
    pub fn currency<'a>(&'a self, plan: &'a Plan) -> &'a str {
        plan.currency.as_deref().unwrap_or(&self.settings.currency)
    }

    /// The account that a plan says it is for, where the folder of that name has a plan already: then this one is a copy, and what it counts is counted there.
    pub fn copied<'a>(&self, unit: &'a PlanUnit) -> Option<&'a str> {
        let account = unit.file.value.as_ref()?.account.as_deref()?;
        (account != unit.slug.as_str() && self.data(account).planned).then_some(account)
    }

    /// Does the money of a plan count in the sums of the territory: is it in its currency, and no copy of another plan?
    pub fn counts(&self, unit: &PlanUnit) -> bool {
        self.currency(self.plan(unit)) == self.settings.currency && self.copied(unit).is_none()
    }

    /// A person's name on our side, or the id itself.
    pub fn person_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.our_people.get(id).map_or(id, |person| person.name.as_str())
    }

    /// The four fiscal quarters before the one that holds today, oldest first.
    pub fn last_four_quarters(&self) -> [FiscalPeriod; 4] {
        let now = self.settings.calendar.quarter_of(self.today);
        [now.plus_quarters(-4), now.plus_quarters(-3), now.plus_quarters(-2), now.plus_quarters(-1)]
    }

    /// The first day of which the revenue table says nothing any more: what nobody has said is not zero. A table covers a period when its `as_of` is not before
    /// the last day of it, or, where it has none, when one of its rows is of that period or later. `None` without a revenue table, and where nobody knows when
    /// the fiscal year begins.
    pub fn sales_until(&self) -> Option<Date> {
        if !self.tables.revenue || self.settings.doubts("fiscal_year_start") {
            return None;
        }
        match self.settings.data.get("revenue").and_then(|source| source.as_of) {
            Some(day) => Some(day.plus_days(1)),
            None => Some(self.settings.calendar.span(self.tables.revenue_until?).1),
        }
    }

    /// The four fiscal quarters over which sales of a year are counted, oldest first: the last ones that the revenue table covers, since on the first day of a
    /// quarter nobody has exported the one before. `None` where nobody knows how far it goes, where it ends a year ago, and where it says nothing of one
    /// of them.
    pub fn year_of_sales(&self) -> Option<[FiscalPeriod; 4]> {
        // asked of every account
        *self.sales_year.get_or_init(|| {
            let until = self.sales_until()?;
            let calendar = self.settings.calendar;
            let ends = self.last_four_quarters().into_iter().rev().find(|quarter| until >= calendar.span(*quarter).1)?;
            let year = [-3, -2, -1, 0].map(|back| ends.plus_quarters(back));
            (!year.iter().any(|quarter| self.tables.is_missing(*quarter))).then_some(year)
        })
    }

    /// What the names of the account list come to.
    pub fn listed_names(&self) -> &ListedNames {
        // asked of at every save
        self.listed_names.get_or_init(|| ListedNames::of(&self.accounts))
    }

    /// The quarters of the last four of which the sales of an account are known (M22): those with a row of it and, of a customer whom the table has in any
    /// period, those that the table covers, in which nothing was sold to it.
    pub fn history_known(&self, slug: &str) -> BTreeSet<FiscalPeriod> {
        let data = self.data(slug);
        let covered = |quarter: &FiscalPeriod| {
            let calendar = self.settings.calendar;
            let begun = self.tables.revenue_from.is_some_and(|from| calendar.span(from).0 <= calendar.span(*quarter).0);
            begun && !self.tables.is_missing(*quarter) && self.sales_until().is_some_and(|until| until >= calendar.span(*quarter).1)
        };
        // a row that cannot be read may be the one that is missed
        let whole = !data.revenue.is_empty() && !data.unread && !self.tables.unread;
        let sold = |quarter: &FiscalPeriod| data.revenue.iter().any(|row| row.period.quarter() == Some(*quarter));
        self.last_four_quarters().into_iter().filter(|quarter| sold(quarter) || whole && covered(quarter)).collect()
    }

    /// Own sales of the last four fiscal quarters that are known; `None` as in [`Ground::year_of_sales`].
    pub fn sales_of_last_year(&self, slug: &str) -> Option<Amount> {
        self.sales_of(self.data(slug))
    }

    /// The same, for whoever has the account's data at hand.
    pub fn sales_of(&self, data: &AccountData) -> Option<Amount> {
        let quarters = self.year_of_sales()?;
        Some(data.revenue.iter().filter(|row| row.period.quarter().is_some_and(|q| quarters.contains(&q))).map(|row| row.amount).sum())
    }

    /// Share of wallet (`domain.md` §4): own sales of the last four fiscal quarters over what the account buys in all, both of the products that
    /// `wallet.csv` lists for it. `None` where a table or row is missing or unread, and where it would be more than all, or less than nothing (more came back than was sold): then
    /// the figures do not belong together.
    pub fn share_of_wallet(&self, slug: &str) -> Option<Decimal> {
        let data = self.data(slug);
        let total: Amount = data.wallet.iter().map(|row| row.total_purchases).sum();
        if total.is_zero() || self.tables.unread || data.unread {
            return None;
        }
        let quarters = self.year_of_sales()?;
        let listed = |product: &str| data.wallet.iter().any(|row| &*row.product == product);
        let sales = data.revenue.iter().filter(|row| listed(&row.sold.product) && row.period.quarter().is_some_and(|q| quarters.contains(&q)));
        sales.map(|row| row.amount).sum::<Amount>().ratio(total).filter(|share| *share >= Decimal::ZERO && *share <= Decimal::ONE)
    }
}
