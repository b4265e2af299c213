//! Devices that share a store, in a world where everything goes wrong: nothing is lost and all end up alike.
//!
//! Everything comes from a seed. `GUILDHALL_SOAK=1000000 cargo test --release -p guildhall-store --test simulation` runs as
//! many events as named, with seeds from `GUILDHALL_SEED` on, and prints figures.

mod backend;
mod chance;
mod device;
mod world;

use backend::Kind;
use guildhall_store::sync::Settings;
use std::collections::BTreeMap;
use std::time::Instant;
use world::World;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// Events of one world.
const WORLD: usize = 2000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("`{name}` is a number, not `{text}`")))
}

/// Lives through a world of some events and the calm after it; answers what was missing soon after, and the world.
fn through(kind: Kind, seed: u64, events: usize) -> (usize, World) {
    let mut world = World::new(kind, Settings::default(), seed);
    world.live(events);
    world.calm(2 * HOUR);
    let soon = world.missing();
    // Longer than the week between two readings of everything.
    world.calm(9 * DAY);
    world.assert_converged();
    (soon, world)
}

/// Runs worlds of both kinds until so many events were written, and says how it went.
fn run(events: usize, world_events: usize, first_seed: u64) {
    let begun = Instant::now();
    let (mut written, mut steps, mut late, mut meanwhile, mut faults) = (0, 0, 0, [0; 2], BTreeMap::new());
    let mut seed = first_seed;
    while written < events {
        let kind = if seed.is_multiple_of(2) { Kind::Honest } else { Kind::Counting };
        println!("seed {seed}, {kind:?}");
        let (soon, world) = through(kind, seed, world_events.min(events - written));
        written += world_events.min(events - written);
        steps += world.steps;
        meanwhile = [0, 1].map(|at| meanwhile[at] + world.meanwhile[at]);
        late += usize::from(soon > 0);
        world.faults.into_iter().for_each(|(name, count)| *faults.entry(name).or_insert(0) += count);
        seed += 1;
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{written} events, {steps} steps, {} seeds from {first_seed}, {seconds:.1} s", seed - first_seed);
    println!("{:.0} events/s; worlds not alike two hours after the last fault: {late}", written as f64 / seconds);
    let [kept, read] = meanwhile;
    println!("while another batch was on its way, {kept} were written down and {read} read");
    assert!(kept > 0 && read > 0, "batches overlap");
    println!("faults: {faults:?}");
    for fault in ["answer dropped", "delivered twice", "401", "403", "413", "429", "hung", "tab killed", "disk full"] {
        assert!(faults.contains_key(fault), "the world knows the fault `{fault}`");
    }
}

#[test]
fn whatever_goes_wrong_all_devices_end_up_alike() {
    match number("GUILDHALL_SOAK") {
        Some(events) => run(events as usize, 10 * WORLD, number("GUILDHALL_SEED").unwrap_or(1)),
        None => run(10 * WORLD, WORLD, number("GUILDHALL_SEED").unwrap_or(1)),
    }
}

/// Devices that write at the same time to a store that pages by clocks; answers what they miss an hour later.
fn by_clock(settings: Settings, seed: u64) -> (usize, World) {
    let mut world = World::new(Kind::Dating, settings, seed);
    for _ in 0..120 {
        let now = world.now;
        for device in &mut world.devices {
            device.write(5, now, &mut world.chance, |_| "item".into());
        }
        let pause = world.chance.between(1000, 20_000);
        world.calm(pause);
    }
    world.calm(HOUR);
    (world.missing(), world)
}

#[test]
fn a_store_that_pages_by_clock_is_caught_by_the_audit_of_numbers() {
    for seed in 1..=4 {
        let never = u64::MAX;
        let blind = Settings { hole_grace: never, scan_every: never, ..Settings::default() };
        let (missed, world) = by_clock(blind, seed);
        assert!(missed > 0, "without the audit events are lost (seed {seed})");
        let (left, mut audited) = by_clock(Settings::default(), seed);
        audited.calm(9 * DAY);
        audited.assert_converged();
        let all = world.backend.len() * world.devices.len();
        println!("seed {seed}: of {all} receptions {missed} are lost without audit, {left} with it");
        assert!(left * 20 <= missed, "holes are filled long before the weekly reading (seed {seed})");
    }
}
