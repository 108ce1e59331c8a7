//! The command that begins a plan, as it can be typed. Knows the flags of `quarterdeck new`, and no plan.

/// So many owners at most are named to choose from.
const CHOICE: usize = 3;

/// The command for an account. It finds the owner itself where all plans have the same one, and the stance where the account list has it.
pub fn command(account: &str, owners: &[&str], stance_known: bool) -> String {
    let owner = if owners.len() == 1 { "" } else { " --owner ID" };
    let stance = if stance_known { "" } else { " --stance STANCE" };
    let command = format!("`quarterdeck new {account}{owner}{stance}`");
    match owners {
        [_] => command,
        [] => format!("{command}, with an id of people.yaml"),
        many => {
            let named = many.iter().take(CHOICE).map(|owner| format!("`{owner}`")).collect::<Vec<_>>().join(", ");
            let more = if many.len() > CHOICE { " …" } else { "" };
            format!("{command}, ID being who is to own it: {named}{more}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_found_is_asked_for() {
        let check = |owners: &[&str], stance_known: bool, expected: &str| assert_eq!(command("pine", owners, stance_known), expected);
        check(&["maya"], true, "`quarterdeck new pine`");
        check(&["maya"], false, "`quarterdeck new pine --stance STANCE`");
        check(&[], true, "`quarterdeck new pine --owner ID`, with an id of people.yaml");
        check(&["a", "b"], false, "`quarterdeck new pine --owner ID --stance STANCE`, ID being who is to own it: `a`, `b`");
        check(&["a", "b", "c", "d"], true, "`quarterdeck new pine --owner ID`, ID being who is to own it: `a`, `b`, `c` …");
    }
}
