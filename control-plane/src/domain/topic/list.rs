//! Topics in a list: with their sizes, rates and groups, in the order of one of them.

use std::{collections::BTreeMap, fmt, str::FromStr};

use super::TopicSummary;
use crate::domain::page::{Key, Order, OrderBy, Page, PageRequest};

/// What was known about all topics of an instance at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicStats {
    /// When, in ms.
    pub as_of: i64,
    /// Bytes; none if that is unknown for all.
    pub sizes: Option<BTreeMap<String, i64>>,
    /// Bytes that came in per second; those for which it is unknown are left out.
    pub rates: BTreeMap<String, u64>,
    /// Groups that committed offsets; none if that is unknown for all.
    pub groups: Option<BTreeMap<String, u32>>,
}

impl TopicStats {
    /// Rates are by how much topics grew since `before`, if that was no longer ago than `longest` ms. What shrank, because old records were
    /// removed, grew by an amount that nobody knows.
    #[must_use]
    pub fn since(self, before: Option<&Self>, longest: i64) -> Self {
        let Some(before) = before else { return self };
        let elapsed = self.as_of.saturating_sub(before.as_of);
        let (Some(now), Some(then)) = (&self.sizes, &before.sizes) else { return self };
        if !(1..=longest).contains(&elapsed) {
            return self;
        }
        let rate = |(name, size): (&String, &i64)| {
            let grown = size.checked_sub(*then.get(name)?).filter(|grown| *grown >= 0)?;
            let per_second = i128::from(grown) * 1000 / i128::from(elapsed);
            Some((name.clone(), u64::try_from(per_second).ok()?))
        };
        Self { rates: now.iter().filter_map(rate).collect(), ..self }
    }

    fn of(&self, summary: TopicSummary) -> ListedTopic {
        let name = &summary.name;
        let size = self.sizes.as_ref().and_then(|sizes| sizes.get(name)).copied();
        let groups = self.groups.as_ref().map(|groups| groups.get(name).copied().unwrap_or(0));
        let bytes_in_per_second = self.rates.get(name).copied();
        ListedTopic { summary, size, bytes_in_per_second, groups }
    }

    /// A page of the topics whose names hold `filter`'s texts.
    pub fn page(
        &self,
        topics: Vec<TopicSummary>,
        filter: &TopicFilter,
        page: &PageRequest<TopicPlace>,
    ) -> Page<ListedTopic, TopicPlace> {
        let contained = filter.contains.to_lowercase();
        let is_wanted = |topic: &TopicSummary| {
            topic.name.starts_with(&filter.prefix) && topic.name.to_lowercase().contains(&contained)
        };
        let by = page.order.by;
        let listed = topics.into_iter().filter(is_wanted).map(|topic| self.of(topic));
        let mut places: Vec<(TopicPlace, ListedTopic)> =
            listed.map(|topic| (topic.place(by), topic)).collect();
        places.sort_by(|(a, _), (b, _)| a.cmp(b));
        if page.order.descending {
            places.reverse();
        }
        let follows = |place: &TopicPlace, after: &TopicPlace| {
            if page.order.descending { place < after } else { place > after }
        };
        let rows = places
            .into_iter()
            .filter(|(place, _)| page.after.as_ref().is_none_or(|after| follows(place, after)))
            .map(|(_, topic)| topic)
            .take(usize::from(page.limit) + 1);
        Page::cut(rows.collect(), page, |topic| topic.place(by))
    }
}

/// Which topics to list.
#[derive(Debug, Clone, Default)]
pub struct TopicFilter {
    /// Their names begin so.
    pub prefix: String,
    /// Their names hold this, in large or small letters.
    pub contains: String,
}

/// A topic in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTopic {
    /// What its metadata say.
    pub summary: TopicSummary,
    /// How many bytes it has, if known.
    pub size: Option<i64>,
    /// How many bytes come in per second, if known.
    pub bytes_in_per_second: Option<u64>,
    /// How many groups have committed offsets for it, if known.
    pub groups: Option<u32>,
}

impl ListedTopic {
    /// What is unknown comes before what is nothing.
    fn place(&self, by: OrderBy) -> TopicPlace {
        let value = match by {
            OrderBy::Name | OrderBy::CreatedAt => 0,
            OrderBy::Partitions => i64::from(self.summary.partitions),
            OrderBy::Size => self.size.unwrap_or(-1),
            OrderBy::BytesIn => {
                self.bytes_in_per_second.map_or(-1, |rate| i64::try_from(rate).unwrap_or(i64::MAX))
            }
        };
        TopicPlace { value, name: self.summary.name.clone() }
    }
}

/// A topic's place in a list: its name decides among equals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TopicPlace {
    value: i64,
    name: String,
}

impl fmt::Display for TopicPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.name)
    }
}

/// The text is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a number and a name")]
pub struct NoPlace;

impl FromStr for TopicPlace {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let (value, name) = text.split_once(' ').ok_or(NoPlace)?;
        Ok(Self { value: value.parse().map_err(|_| NoPlace)?, name: name.to_owned() })
    }
}

impl Key for TopicPlace {
    const ORDERS: &'static [Order] = &[
        Order::BY_NAME,
        Order::BY_NAME_DESCENDING,
        Order { by: OrderBy::Partitions, descending: false },
        Order { by: OrderBy::Partitions, descending: true },
        Order { by: OrderBy::Size, descending: false },
        Order { by: OrderBy::Size, descending: true },
        Order { by: OrderBy::BytesIn, descending: false },
        Order { by: OrderBy::BytesIn, descending: true },
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats(as_of: i64, sizes: &[(&str, i64)]) -> TopicStats {
        let sizes = sizes.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect();
        TopicStats { as_of, sizes: Some(sizes), ..Default::default() }
    }

    #[test]
    fn a_rate_is_known_only_of_what_grew_since_not_too_long_ago() {
        let before = stats(1_000, &[("grew", 100), ("shrank", 100), ("same", 7), ("gone", 1)]);
        let now = || stats(3_000, &[("grew", 5_100), ("shrank", 50), ("same", 7), ("new", 9)]);
        let rates = now().since(Some(&before), 60_000).rates;
        assert_eq!(rates, [("grew".to_owned(), 2_500), ("same".to_owned(), 0)].into());
        assert!(now().since(None, 60_000).rates.is_empty());
        assert!(now().since(Some(&before), 1_999).rates.is_empty());
        assert!(stats(1_000, &[("grew", 200)]).since(Some(&before), 60_000).rates.is_empty());
    }

    #[test]
    fn every_order_lists_every_topic_once_whatever_is_unknown() {
        let mut stats = stats(0, &[("a1", 5), ("a2", 5), ("B3", 700), ("a4", 60)]);
        stats.rates = [("a2".to_owned(), 3)].into();
        let topic = |name: &str, partitions| TopicSummary {
            name: name.to_owned(),
            partitions,
            replication_factor: 1,
        };
        let topics =
            || vec![topic("a1", 9), topic("a2", 10), topic("B3", 2), topic("a4", 2), topic("c", 2)];
        let pages = |order: Order, filter: &TopicFilter| {
            let (mut names, mut after) = (Vec::new(), None);
            loop {
                let request = PageRequest { limit: 2, order, after };
                let page = stats.page(topics(), filter, &request);
                names.extend(page.items.into_iter().map(|topic| topic.summary.name));
                let Some(next) = page.next else { return names };
                after = Some(next.to_string().parse().unwrap());
            }
        };
        let all = TopicFilter::default();
        for (name, expected) in [
            ("name", ["B3", "a1", "a2", "a4", "c"]),
            ("partitions", ["B3", "a4", "c", "a1", "a2"]),
            ("size", ["c", "a1", "a2", "a4", "B3"]),
            ("bytes_in", ["B3", "a1", "a4", "c", "a2"]),
        ] {
            let order =
                |name: &str| *TopicPlace::ORDERS.iter().find(|order| order.name() == name).unwrap();
            assert_eq!(pages(order(name), &all), expected, "{name}");
            let mut reversed = expected;
            reversed.reverse();
            assert_eq!(pages(order(&format!("{name} desc")), &all), reversed, "{name}");
        }
        let some = TopicFilter { contains: "b".to_owned(), ..TopicFilter::default() };
        assert_eq!(pages(Order::BY_NAME, &some), ["B3"]);
        let some = TopicFilter { prefix: "a".to_owned(), contains: "4".to_owned() };
        assert_eq!(pages(Order::BY_NAME, &some), ["a4"]);
    }
}
