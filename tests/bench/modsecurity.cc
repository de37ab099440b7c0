// libmodsecurity: a rule with @pmFromFile on the body of a request, one transaction a post.
#include <modsecurity/modsecurity.h>
#include <modsecurity/rules_set.h>
#include <modsecurity/transaction.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "bench/clock.h"
#include "bench/peers.h"

namespace postgate_bench {

namespace {

// The words in a file of their own, gone again with the object.
class WordFile {
 public:
  explicit WordFile(const Words& words) {
    const int handle = mkstemp(name_);
    std::FILE* const file = handle < 0 ? nullptr : fdopen(handle, "w");
    if (file == nullptr) throw std::runtime_error("no temporary file");
    for (const std::string& word : words) std::fprintf(file, "%s\n", word.c_str());
    std::fclose(file);
  }
  ~WordFile() { unlink(name_); }
  WordFile(const WordFile&) = delete;
  WordFile& operator=(const WordFile&) = delete;
  [[nodiscard]] const char* name() const { return name_; }

 private:
  char name_[32] = "/tmp/postgate_bench_XXXXXX";
};

class ModSecurity : public Contender {
 public:
  explicit ModSecurity(const Words& words) {
    const WordFile file(words);
    const std::string rule =
        std::string("SecRuleEngine On\nSecRequestBodyAccess On\nSecRule REQUEST_BODY \"@pmFromFile ") +
        file.name() + "\" \"id:1,phase:2,deny,status:403\"\n";
    build_ms = thread_ms([&] {
      if (rules_.load(rule.c_str()) < 0) throw std::runtime_error("ModSecurity: " + rules_.getParserError());
    });
  }

  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t hit_posts = 0;
    for (const std::string& post : posts) {
      modsecurity::Transaction transaction(&engine_, &rules_, nullptr);
      transaction.processConnection("127.0.0.1", 1, "127.0.0.1", 80);
      transaction.processURI("/", "POST", "1.1");
      transaction.addRequestHeader("Content-Type", "text/plain");
      transaction.processRequestHeaders();
      transaction.appendRequestBody(reinterpret_cast<const unsigned char*>(post.data()), post.size());
      transaction.processRequestBody();
      modsecurity::ModSecurityIntervention result;
      modsecurity::intervention::clean(&result);
      if (transaction.intervention(&result)) ++hit_posts;
      modsecurity::intervention::free(&result);
    }
    return hit_posts;
  }

 private:
  modsecurity::ModSecurity engine_;
  modsecurity::RulesSet rules_;
};

}  // namespace

std::unique_ptr<Contender> make_modsecurity(const Words& words) {
  return std::make_unique<ModSecurity>(words);
}

}  // namespace postgate_bench
