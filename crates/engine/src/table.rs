//! A map for what people write by hand: some dozens of entries, rarely some thousands.
//!
//! The standard library's map is made for millions of entries and brings three kilobytes of code for every pair of types,
//! which every first visit would download. A sorted list brings a tenth of that.

use std::borrow::Borrow;

/// A map in the order of its keys. Finding takes time by the logarithm of its length; inserting in the order of the keys
/// takes no longer, in any other order as long as moving what comes after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<K, V> {
    rows: Vec<(K, V)>,
}

impl<K, V> Table<K, V> {
    /// A map without entries.
    pub const fn new() -> Table<K, V> {
        Table { rows: Vec::new() }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator + Clone {
        self.rows.iter().map(|(key, value)| (key, value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.rows.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.rows.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.rows.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        self.rows.get(at).map(|(_, value)| value)
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// Gives a key a value; answers the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.rows.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(at) => self.rows.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                self.rows.insert(at, (key, value));
                None
            }
        }
    }

    /// Gives a key a value unless it has one.
    pub fn or_insert(&mut self, key: K, value: V) {
        if let Err(at) = self.rows.binary_search_by(|(known, _)| known.cmp(&key)) {
            self.rows.insert(at, (key, value));
        }
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table::new()
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Table<K, V> {
        let mut table = Table::new();
        for (key, value) in entries {
            table.insert(key, value);
        }
        table
    }
}

impl<K, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Table<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter().map(|(key, value)| (key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use std::collections::BTreeMap;

    #[test]
    fn it_is_the_map_of_the_standard_library_to_whoever_asks() {
        let (mut table, mut map) = (Table::new(), BTreeMap::new());
        let mut state = 7u64;
        for step in 0..2000u64 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let key = (state >> 33) % 300;
            if step % 3 == 0 {
                table.or_insert(key, step);
                map.entry(key).or_insert(step);
            } else {
                assert_eq!(table.insert(key, step), map.insert(key, step));
            }
            assert_eq!(table.get(&(step % 300)), map.get(&(step % 300)));
        }
        assert!(table.iter().eq(map.iter()) && table.keys().eq(map.keys()) && table.values().eq(map.values()));
        assert_eq!((table.len(), table.is_empty()), (map.len(), false));
        assert_eq!(table.clone(), map.into_iter().rev().collect());
        assert!(table.contains_key(&table.keys().next().copied().unwrap_or_default()));
    }
}
