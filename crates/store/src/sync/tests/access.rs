//! Getting in, and being let out.

use super::*;

const EXPIRED: StoreError = StoreError::Auth { denied: false };

/// A store whose token is good for some requests after each renewal.
fn expiring(good_for: u32, renewals: &mut Vec<AuthReason>) -> impl FnMut(&Step, &MemoryStore) -> Option<Answer> + '_ {
    let mut left = 0;
    move |step, _| match step {
        Step::Authorize(why) => {
            renewals.push(*why);
            left = good_for;
            None
        }
        Step::Append(_) if left == 0 => Some(Answer::Appended(Err(EXPIRED))),
        Step::Since { .. } if left == 0 => Some(Answer::Read(Err(EXPIRED))),
        Step::Append(_) | Step::Since { .. } => {
            left -= 1;
            None
        }
        _ => None,
    }
}

#[test]
fn an_expired_token_is_renewed_once_and_the_request_repeated() {
    let mut bench = Bench::with(store_with(&others(1..=1400)), events(1..=3200));
    let mut renewals = Vec::new();
    bench.go_with(expiring(2, &mut renewals));
    assert_eq!((bench.store.len(), bench.replica.events().len()), (4600, 4600));
    assert_eq!(renewals[0], AuthReason::First);
    assert!(renewals[1..].iter().all(|why| *why == AuthReason::Expired));
    assert_eq!(renewals.len(), 5, "nine requests, two with each token");
}

#[test]
fn a_failure_right_after_a_renewal_needs_the_member() {
    let mut bench = Bench::new(events(1..=5));
    let mut renewals = Vec::new();
    assert_eq!(bench.go_with(expiring(0, &mut renewals)), Step::Idle);
    assert_eq!(renewals, [AuthReason::First, AuthReason::Expired]);
    assert_eq!((bench.syncer.status().state, bench.fault().as_deref()), (State::NeedsSignIn, Some("sign-in-needed")));
    assert_eq!(bench.replica.waiting(), 5, "nothing is lost");
    bench.now = Moment(bench.now.0 + 3_600_000);
    assert_eq!(bench.go(), Step::Idle, "and nothing is tried behind the member's back");
    bench.syncer.signal(Signal::SignedIn);
    bench.go();
    assert_eq!((bench.store.len(), bench.fault()), (5, None));
}

#[test]
fn a_renewal_that_fails_for_want_of_a_connection_is_tried_again() {
    let mut bench = Bench::new(events(1..=5));
    let mut failures = 3;
    bench.go_for(60_000, |step, _| match step {
        Step::Authorize(_) if failures > 0 => {
            failures -= 1;
            Some(Answer::Authorized(Err(unreachable_store())))
        }
        _ => None,
    });
    assert_eq!(bench.store.len(), 5);
}

#[test]
fn refused_access_is_said_and_asked_for_again_only_by_the_member() {
    let mut bench = Bench::new(events(1..=5));
    let denied = |step: &Step, _: &MemoryStore| match step {
        Step::Append(_) => Some(Answer::Appended(Err(StoreError::Auth { denied: true }))),
        _ => None,
    };
    assert_eq!(bench.go_with(denied), Step::Idle);
    assert_eq!(bench.fault().as_deref(), Some("access-denied"));
    assert_eq!(bench.count(|step| matches!(step, Step::Authorize(_))), 1, "signing in again would not help");
    bench.syncer.signal(Signal::SyncNow);
    bench.go();
    assert_eq!(bench.store.len(), 5);
}
