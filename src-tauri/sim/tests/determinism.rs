//! The simulation itself.

#[test]
fn the_same_seed_tells_the_same_story_twice() {
    for seed in [1, 2, 3, 17, 4_711] {
        let first = counterfoil_sim::run(seed).unwrap();
        let second = counterfoil_sim::run(seed).unwrap();
        assert_eq!(first.lines, second.lines, "seed {seed}");
        assert_eq!(first.hash, second.hash, "seed {seed}");
    }
}

#[test]
fn different_seeds_tell_different_stories() {
    let first = counterfoil_sim::run(1).unwrap();
    let second = counterfoil_sim::run(2).unwrap();
    assert_ne!(first.hash, second.hash);
}
