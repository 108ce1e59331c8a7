//! The audience class of every property (`safety.md` §4), by the type that holds it. Does not know who may see a class.

/// The class of one type's properties, and those that differ from it.
#[derive(Debug)]
pub struct Classes {
    /// The type's name in `$defs`; the document's own name for its root.
    pub of: &'static str,
    pub class: &'static str,
    pub except: &'static [(&'static str, &'static [&'static str])],
}

const fn all(of: &'static str, class: &'static str) -> Classes {
    Classes { of, class, except: &[] }
}

/// Plans and reviews. A property whose type is not listed has no class, and a test says so.
pub const PLAN: &[Classes] = &[
    Classes {
        of: "plan",
        class: "basic",
        except: &[
            ("rank", &["stance", "tier", "posture", "cadence", "selection"]),
            ("plan", &["objectives", "actions", "benchmarks", "commitment"]),
            ("money", &["growth_target", "projection_90d", "opportunities"]),
            ("people", &["people"]),
            ("judgement", &["waiver", "outcome", "qualification", "icp", "obstacles", "asks", "competition", "swot"]),
            ("internal", &["motivation", "homework", "custom"]),
        ],
    },
    all("Selection", "rank"),
    all("Waiver", "judgement"),
    all("Qualification", "judgement"),
    all("Question", "judgement"),
    all("Icp", "judgement"),
    all("IcpConfirmed", "judgement"),
    all("Projection", "money"),
    Classes { of: "Opportunity", class: "money", except: &[("judgement", &["incumbent", "blocked_by"])] },
    Classes {
        of: "Person",
        class: "people",
        except: &[(
            "judgement",
            &[
                "buying_role",
                "kdm",
                "in_power",
                "verified_on",
                "influence",
                "disposition",
                "equity",
                "influences",
                "target_disposition",
                "access_barrier",
                "evidence",
            ],
        )],
    },
    all("NextMeeting", "people"),
    all("Objective", "plan"),
    Classes { of: "Action", class: "plan", except: &[("internal", &["hours"]), ("money", &["expected_value"])] },
    all("Benchmark", "plan"),
    all("Baseline", "plan"),
    all("Target", "plan"),
    all("Reading", "plan"),
    all("Obstacle", "judgement"),
    all("Ask", "judgement"),
    all("NoAsks", "judgement"),
    all("Competitor", "judgement"),
    all("Swot", "judgement"),
    all("TeamMember", "basic"),
    all("Homework", "internal"),
    all("Commitment", "plan"),
    all("Outcome", "judgement"),
    Classes { of: "review", class: "plan", except: &[("narrative", &["problem_statement", "questions", "working", "not_working", "help", "decisions"])] },
    all("Decision", "narrative"),
];

/// The class of a property, or `None` where its type has none.
pub fn class_of(table: &[Classes], of: &str, property: &str) -> Option<&'static str> {
    let row = table.iter().find(|row| row.of == of)?;
    let special = row.except.iter().find(|(_, names)| names.contains(&property));
    Some(special.map_or(row.class, |(class, _)| class))
}
