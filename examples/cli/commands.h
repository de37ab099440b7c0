// The subcommands of `postgate`. Each adds itself, its options and its help to the command line and,
// when the user names it, leaves in `chosen` what to run; main.cc calls that.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "limited.h"
#include "pack_access.h"
#include "terminal.h"

namespace postgate_cli {

using Chosen = std::function<int()>;  // runs the command and returns the exit status

void add_scan(CLI::App& app, Chosen& chosen);
void add_explain(CLI::App& app, Chosen& chosen);
void add_watch(CLI::App& app, Chosen& chosen);
void add_replay(CLI::App& app, Chosen& chosen);
void add_audit(CLI::App& app, Chosen& chosen);
void add_approve(CLI::App& app, Chosen& chosen);
void add_links(CLI::App& app, Chosen& chosen);

// Below `postgate pack`.
void add_pack_check(CLI::App& pack, Chosen& chosen);
void add_pack_diff(CLI::App& pack, Chosen& chosen);
void add_pack_build(CLI::App& pack, Chosen& chosen);
void add_pack_keygen(CLI::App& pack, Chosen& chosen);
void add_pack_sign(CLI::App& pack, Chosen& chosen);
void add_pack_verify(CLI::App& pack, Chosen& chosen);
void add_pack_inspect(CLI::App& pack, Chosen& chosen);
void add_pack_import(CLI::App& pack, Chosen& chosen);
void add_pack_learn_benign(CLI::App& pack, Chosen& chosen);
void add_pack_tune(CLI::App& pack, Chosen& chosen);
void add_pack_learn_evidence(CLI::App& pack, Chosen& chosen);

// The options --trust, --revoke and --state of commands that use pack files.
void add_pack_access(CLI::App& command, PackAccess& access);

// The options --max-seconds and --max-memory of commands that compile packs in a child.
void add_limits(CLI::App& command, Limits& limits);

// The option --color, the same for every command.
void add_look(CLI::App& command, ColourChoice& colour);

}  // namespace postgate_cli
