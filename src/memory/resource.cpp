// SPDX-License-Identifier: Apache-2.0
#include "memory/resource.h"

#include "memory/binary_data.h"
#include "term/bitstring.h"

namespace linac {

Term make_resource(Heap& heap, Word number, std::unique_ptr<Resource> resource) {
  BinaryData* data = create_binary_data(0, 0);
  if (data == nullptr) out_of_memory(sizeof(BinaryData));
  data->resource = resource.release();
  // As of a refc binary: the collector finds data and link in the same words.
  Word* at = heap.allocate(kRefcBinaryWords);
  at[0] = make_header(Kind::kReference, kRefcBinaryWords - 1, kReferenceAuxResource);
  at[1] = number;
  at[2] = static_cast<Word>(reinterpret_cast<uintptr_t>(data));
  at[3] = 0;
  heap.link_off_heap(at);
  return Term::pointer(Tag::kBoxed, at);
}

Resource* resource_of(Term term) {
  if (!is_reference(term) || !owns_binary_data(term.address()[0])) return nullptr;
  return binary_data(term.address())->resource;
}

}  // namespace linac
