// SPDX-License-Identifier: Apache-2.0
#include "ets/ownership.h"

#include "ets/tables.h"
#include "memory/copy.h"
#include "process/signal.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

Term table_reference(const Table& table, Heap& heap) {
  return make_reference(heap, table.reference);
}

Term table_identifier(const Table& table, Heap& heap) {
  return table.options.named ? table.name : table_reference(table, heap);
}

void transfer_table(Context& context, Table& table, Process& receiver, Term data) {
  const Term from = Term::pid(table.owner);
  context.vm->state().tables.set_owner(table, receiver.number);
  Term message;
  {
    BorrowedHeap heap(context, receiver);
    const Term copy = copy_term(data, *heap);
    message = heap->tuple(atoms::kEtsTransfer, table_identifier(table, *heap), from, copy);
  }
  deliver_message(context, &receiver, message);
}

void release_tables(Context& context, const Process& process) {
  Vm::State& state = context.vm->state();
  state.tables.unfix_all(process.number);
  for (const std::shared_ptr<Table>& table : state.tables.owned_by(process.number)) {
    Process* const heir = table->heir == 0 || table->heir == process.number
                              ? nullptr
                              : state.scheduler.find(table->heir);
    if (heir != nullptr && heir->state != ProcessState::kExiting) {
      transfer_table(context, *table, *heir, table->heir_data);
    } else {
      state.tables.remove(*table);
    }
  }
}

}  // namespace linac
