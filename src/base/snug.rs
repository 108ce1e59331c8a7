//! Lists in allocations of their own size, for what ten thousand plans keep.

/// The same items without spare room. `shrink_to_fit` is not enough: an allocator keeps a block until half of it is empty.
pub fn snug<T>(items: Vec<T>) -> Vec<T> {
    if items.len() == items.capacity() {
        return items;
    }
    let mut items = items;
    let mut exact = Vec::with_capacity(items.len());
    exact.append(&mut items);
    exact
}

#[cfg(test)]
mod tests {
    use super::snug;

    #[test]
    fn leaves_nothing_spare() {
        for n in [0, 1, 3, 100] {
            let mut items = Vec::with_capacity(n + 60);
            items.extend(0..n);
            let items = snug(items);
            assert_eq!((items.len(), items.capacity()), (n, n));
            assert!(items.into_iter().eq(0..n));
        }
    }
}
