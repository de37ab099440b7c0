// Posts judged by several threads, each with a gate of its own, and given back in the order they came in.
// Memory is bounded: no more chunks than the ring has. The thread that made it fills chunks and takes
// them back; only the work runs elsewhere.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gate.h"
#include "post.h"
#include "report.h"

namespace postgate_cli {

// Some posts, and what came of them.
struct Chunk {
  std::vector<Post> posts;  // the first `count` are in use; the others keep their buffers
  std::size_t count = 0;
  std::size_t bytes = 0;
  bool names_account = false;
  std::vector<const postgate_verdict*> verdicts;  // lent while the chunk is with its filler
  std::string text;
  Counts counts;
  std::vector<std::string> complaints;
  std::vector<std::string> lines;  // of a record: to be written, or what differs from it
  std::uint64_t differing = 0;     // verdicts
  std::exception_ptr failure;

  bool is_full() const { return count >= 256 || bytes >= (std::size_t{1} << 20U); }
  void clear();
};

class ParallelScan {
 public:
  using Work = std::function<void(Gate&, std::size_t worker, Chunk&)>;

  // One thread a gate. With `lend` a worker waits until its chunk was released, so that the verdicts
  // can be read.
  ParallelScan(std::vector<Gate> gates, Work work, bool lend);
  ~ParallelScan();
  ParallelScan(const ParallelScan&) = delete;  // its threads know where it is
  ParallelScan& operator=(const ParallelScan&) = delete;

  // The chunk to be filled next. There must be room.
  Chunk& open() { return ring_[opened_ % ring_.size()].chunk; }
  void submit();
  bool has_room() const { return opened_ - released_ < ring_.size(); }
  // The oldest chunk that was submitted, once its work is done; nullptr if there is none, or, without
  // `wait`, if it is not done. Throws what the work threw.
  Chunk* oldest(bool wait);
  void release();

 private:
  struct Slot {
    Chunk chunk;
    bool done = false;  // under mutex_
  };
  void run(std::size_t worker);

  std::vector<Gate> gates_;
  Work work_;
  bool lend_;
  std::vector<Slot> ring_;
  std::size_t opened_ = 0;    // chunks submitted so far; the filler's
  std::size_t released_ = 0;  // chunks taken back so far; the filler's
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t submitted_ = 0;  // under mutex_
  std::size_t claimed_ = 0;    // under mutex_
  std::size_t returned_ = 0;   // under mutex_; as released_
  bool stop_ = false;          // under mutex_
  std::vector<std::thread> threads_;
};

}  // namespace postgate_cli
