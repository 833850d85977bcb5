/// The host's NUMA nodes with their processors and memory.
package struct HostTopology: Sendable, Hashable {
    package struct Cell: Sendable, Hashable {
        package var id: UInt32
        package var processors: [Processor]
        package var distances: [Distance]

        package init(id: UInt32, processors: [Processor], distances: [Distance] = []) {
            self.id = id
            self.processors = processors
            self.distances = distances
        }
    }

    /// A thread of the host, with all threads of its core when they are known.
    package struct Processor: Sendable, Hashable {
        package var id: UInt32
        package var siblings: [UInt32]

        package init(id: UInt32, siblings: [UInt32] = []) {
            self.id = id
            self.siblings = siblings
        }
    }

    /// How far the memory of another cell is, in ACPI's measure.
    package struct Distance: Sendable, Hashable {
        package var cell: UInt32
        package var value: UInt64

        package init(cell: UInt32, value: UInt64) {
            self.cell = cell
            self.value = value
        }
    }

    package var cells: [Cell]

    package init(cells: [Cell]) { self.cells = cells }
}
