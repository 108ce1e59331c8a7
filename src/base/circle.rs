//! Circles among things of which each points at one other at most: who waits for whom, who reports to whom. Knows no plan.

/// The circles, each as the positions on it with what lies on the way to the next, beginning with the one that stands first. Each thing is walked once.
pub fn circles<T: Copy>(next: &[Option<(usize, T)>]) -> Vec<Vec<(usize, T)>> {
    let mut walked = vec![None; next.len()];
    (0..next.len()).filter_map(|start| circle(next, &mut walked, start)).collect()
}

/// Walks from `start` until the walk meets itself; `None` when it ends or meets an earlier walk.
fn circle<T: Copy>(next: &[Option<(usize, T)>], walked: &mut [Option<usize>], start: usize) -> Option<Vec<(usize, T)>> {
    let mut path: Vec<(usize, T)> = Vec::new();
    let mut here = start;
    while let Some(Some((to, on_the_way))) = next.get(here) {
        match walked.get_mut(here) {
            Some(mark) if mark.is_none() => *mark = Some(start),
            Some(mark) if *mark == Some(start) => {
                let from = path.iter().position(|(at, _)| *at == here)?;
                let mut circle = path.split_off(from);
                let first = circle.iter().enumerate().min_by_key(|(_, (at, _))| *at).map_or(0, |(place, _)| place);
                circle.rotate_left(first);
                return Some(circle);
            }
            _ => return None,
        }
        path.push((here, *on_the_way));
        here = *to;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once() {
        let check = |next: &[Option<usize>], expected: &[&[usize]]| {
            let next: Vec<Option<(usize, ())>> = next.iter().map(|to| to.map(|to| (to, ()))).collect();
            let found: Vec<Vec<usize>> = circles(&next).iter().map(|circle| circle.iter().map(|(at, _)| *at).collect()).collect();
            assert_eq!(found, expected);
        };
        check(&[], &[]);
        check(&[None, Some(0), Some(9)], &[]);
        check(&[Some(0)], &[&[0]]);
        // a tail that leads into a circle is none of it, and the circle begins with the first of its own
        check(&[Some(3), Some(2), Some(3), Some(1), Some(1)], &[&[1, 2, 3]]);
        check(&[Some(1), Some(0), Some(3), Some(2)], &[&[0, 1], &[2, 3]]);
    }
}
