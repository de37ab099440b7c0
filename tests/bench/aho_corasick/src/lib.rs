//! The crate aho-corasick behind three C functions, for the benchmark.
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

/// # Safety
/// `words` are `size` bytes of valid memory: the words, each ended by a line feed.
#[no_mangle]
pub unsafe extern "C" fn bench_aho_create(words: *const u8, size: usize) -> *mut AhoCorasick {
    let bytes = std::slice::from_raw_parts(words, size);
    let patterns: Vec<&[u8]> = bytes.split(|b| *b == b'\n').filter(|w| !w.is_empty()).collect();
    let automaton = AhoCorasickBuilder::new().auto_configure(&patterns).build(&patterns);
    Box::into_raw(Box::new(automaton))
}

/// # Safety
/// `automaton` comes from bench_aho_create; `text` are `size` bytes of valid memory.
#[no_mangle]
pub unsafe extern "C" fn bench_aho_count(automaton: *const AhoCorasick, text: *const u8, size: usize) -> usize {
    let bytes = std::slice::from_raw_parts(text, size);
    (*automaton).find_overlapping_iter(bytes).count()
}

/// # Safety
/// `automaton` comes from bench_aho_create and is not used afterwards.
#[no_mangle]
pub unsafe extern "C" fn bench_aho_destroy(automaton: *mut AhoCorasick) {
    drop(Box::from_raw(automaton));
}

/// # Safety
/// As bench_aho_count.
#[no_mangle]
pub unsafe extern "C" fn bench_aho_bytes(automaton: *const AhoCorasick) -> usize {
    (*automaton).heap_bytes()
}
