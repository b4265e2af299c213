//! What each member did with which items, in numbers.

/// Affinities are whole millionths.
pub const MILLION: i64 = 1_000_000;
/// The most an affinity counts: what one member does a hundred times is still one member's taste.
pub const MOST_AFFINITY: i64 = 10 * MILLION;

/// What a member did with an item, all events together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// The item's number.
    pub item: u32,
    /// How much it says for the member's taste, in millionths of an item finished today; above 0.
    pub affinity: i64,
}

/// Members and items with what joins them. Members have no names here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interactions {
    /// The items' identifiers, by number.
    pub items: Vec<String>,
    /// Of each item, the numbers of its tags.
    pub tags: Vec<Vec<u32>>,
    /// How many different tags there are.
    pub tag_count: usize,
    /// Of each member, each item once, the one touched last at the end.
    pub members: Vec<Vec<Touch>>,
}

impl Interactions {
    /// How many pairs of a member and an item there are.
    pub fn len(&self) -> usize {
        self.members.iter().map(Vec::len).sum()
    }

    /// Whether nobody did anything.
    pub fn is_empty(&self) -> bool {
        self.members.iter().all(Vec::is_empty)
    }

    /// The same items and tags with other members.
    pub fn with_members(&self, members: Vec<Vec<Touch>>) -> Interactions {
        Interactions { items: self.items.clone(), tags: self.tags.clone(), tag_count: self.tag_count, members }
    }

    /// How many members touched each item.
    pub fn popularity(&self) -> Vec<u32> {
        let mut counts = vec![0; self.items.len()];
        for touch in self.members.iter().flatten() {
            if let Some(count) = counts.get_mut(touch.item as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Refuses what nothing can be learned from, and says what to do.
    ///
    /// # Errors
    /// When there is no item, nobody who did anything, or only one member.
    pub fn check(&self) -> anyhow::Result<()> {
        let active = self.members.iter().filter(|touches| !touches.is_empty()).count();
        match (self.items.len(), active) {
            (0, _) => anyhow::bail!("the catalogue has no items; a model says which go together"),
            (1, _) => anyhow::bail!("the catalogue has one item; nothing can go with it"),
            (_, 0) => anyhow::bail!(
                "nobody did anything with the catalogue's items; are these the events of this community, and do its members agree to personal recommendations?"
            ),
            (_, 1) => anyhow::bail!(
                "only one member did anything with the catalogue's items; a model needs several, or it would publish what that one did"
            ),
            _ => Ok(()),
        }
    }
}
