//! Which requests are offered, in which versions: our treatment table ∩ what the broker knows.

use std::ops::RangeInclusive;

use wire::kafka::messages::{ApiVersionsResponse, api_versions::response::ApiVersion};

use super::treatment::{self, TREATMENTS};

/// Versions of `ApiVersions` itself. Version 5 names a cluster and a node to be checked.
pub const API_VERSIONS: RangeInclusive<i16> = 0..=4;

const PRODUCE: i16 = 0;

/// What clients are told, given the broker's own answer.
pub fn offer(broker: &ApiVersionsResponse) -> ApiVersionsResponse {
    let api_keys = TREATMENTS
        .iter()
        .filter_map(|treatment| {
            let (mut min, mut max) = (*treatment.versions.start(), *treatment.versions.end());
            if treatment.is_forwarded() {
                let known = broker.api_keys.iter().find(|api| api.api_key == treatment.key)?;
                min = min.max(known.min_version);
                max = max.min(known.max_version);
                // Clients that miss version 0 here would stop compressing (KAFKA-18659).
                if treatment.key == PRODUCE && min <= max {
                    min = 0;
                }
            }
            (min <= max).then(|| ApiVersion {
                api_key: treatment.key,
                min_version: min,
                max_version: max,
                ..Default::default()
            })
        })
        .collect();
    ApiVersionsResponse { error_code: 0, throttle_time_ms: 0, api_keys, ..broker.clone() }
}

/// The answer as an older version can carry it.
pub fn for_version(mut offer: ApiVersionsResponse, version: i16) -> ApiVersionsResponse {
    if version < 3 {
        offer = ApiVersionsResponse { api_keys: offer.api_keys, ..Default::default() };
    }
    offer
}

/// Whether a request's header has tagged fields.
pub fn is_flexible(key: i16, version: i16) -> bool {
    treatment::of(key).is_some_and(|treatment| version >= treatment.flexible_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broker(keys: &[(i16, i16, i16)]) -> ApiVersionsResponse {
        let api_keys = keys
            .iter()
            .map(|(api_key, min_version, max_version)| ApiVersion {
                api_key: *api_key,
                min_version: *min_version,
                max_version: *max_version,
                ..Default::default()
            })
            .collect();
        ApiVersionsResponse { api_keys, ..Default::default() }
    }

    fn range(offer: &ApiVersionsResponse, key: i16) -> Option<(i16, i16)> {
        let api = offer.api_keys.iter().find(|api| api.api_key == key)?;
        Some((api.min_version, api.max_version))
    }

    #[test]
    fn the_offer_is_what_both_sides_know() {
        let offer = offer(&broker(&[(0, 3, 99), (1, 4, 6), (27, 0, 1), (77, 0, 0)]));
        assert_eq!(range(&offer, 0).unwrap().0, 0, "older librdkafka needs Produce from 0");
        assert_eq!(range(&offer, 1), Some((4, 6)));
        assert_eq!(range(&offer, 27), None, "requests between brokers stay hidden");
        assert_eq!(range(&offer, 77), None);
        assert_eq!(range(&offer, 3), None, "what the broker lacks cannot be forwarded");
        assert!(range(&offer, 36).is_some(), "what the gateway answers needs no broker");
    }
}
