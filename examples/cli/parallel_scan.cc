#include "parallel_scan.h"

#include <csignal>

namespace postgate_cli {
namespace {

// Signals are for the thread that reads and writes.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;  // undoes itself once
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

void Chunk::clear() {
  constexpr std::size_t kKept = std::size_t{4} << 20U;
  count = 0;
  bytes = 0;
  names_account = false;
  verdicts.clear();
  text.clear();
  if (text.capacity() > kKept) text.shrink_to_fit();
  counts = {};
  complaints.clear();
  lines.clear();
  differing = 0;
  failure = nullptr;
}

ParallelScan::ParallelScan(std::vector<Gate> gates, Work work, bool lend)
    : gates_(std::move(gates)), work_(std::move(work)), lend_(lend), ring_(2 * gates_.size() + 2) {
  const SignalsBlocked blocked;  // threads inherit it
  for (std::size_t i = 0; i < gates_.size(); ++i) threads_.emplace_back([this, i] { run(i); });
}

ParallelScan::~ParallelScan() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ParallelScan::submit() {
  ++opened_;
  {
    const std::lock_guard lock(mutex_);
    ++submitted_;
  }
  changed_.notify_all();
}

Chunk* ParallelScan::oldest(bool wait) {
  if (released_ == opened_) return nullptr;
  Slot& slot = ring_[released_ % ring_.size()];
  std::unique_lock lock(mutex_);
  if (wait) changed_.wait(lock, [&] { return slot.done; });
  if (!slot.done) return nullptr;
  if (slot.chunk.failure) std::rethrow_exception(slot.chunk.failure);
  return &slot.chunk;
}

void ParallelScan::release() {
  Slot& slot = ring_[released_ % ring_.size()];
  slot.chunk.clear();
  ++released_;
  {
    const std::lock_guard lock(mutex_);
    slot.done = false;
    ++returned_;
  }
  if (lend_) changed_.notify_all();
}

void ParallelScan::run(std::size_t worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stop_ || claimed_ < submitted_; });
    if (stop_) return;
    const std::size_t number = claimed_++;
    Slot& slot = ring_[number % ring_.size()];
    lock.unlock();
    try {
      work_(gates_[worker], worker, slot.chunk);
    } catch (...) {
      slot.chunk.failure = std::current_exception();
    }
    lock.lock();
    slot.done = true;
    changed_.notify_all();
    if (lend_) changed_.wait(lock, [&] { return stop_ || returned_ > number; });
  }
}

}  // namespace postgate_cli
