import KubeVirt

/// NUMA nodes of the guest: one for each of the host's that its processors are on.
struct GuestNUMA {
    struct Cell {
        var id: Int
        /// The host's node.
        var host: UInt32
        var processors: [UInt32]
        var bytes: Int64
        var distances: [(cell: Int, value: UInt64)]
    }

    var cells: [Cell]
    /// The size of a huge page.
    var pageSize: Int64

    /// For `cpu`.
    var element: Element {
        Element(
            "numa",
            cells.map { cell in
                Element(
                    "cell",
                    ["id": "\(cell.id)", "cpus": cell.processors.listed, "memory": "\(cell.bytes)", "unit": "b"],
                    cell.distances.isEmpty
                        ? []
                        : [
                            Element(
                                "distances",
                                cell.distances.map { Element("sibling", ["id": "\($0.cell)", "value": "\($0.value)"]) })
                        ])
            })
    }

    /// `numatune`: memory of each of the guest's nodes on the host's.
    var tuning: Element {
        Element(
            "numatune",
            [Element("memory", ["mode": "strict", "nodeset": cells.map(\.host).listed])]
                + cells.map {
                    Element("memnode", ["cellid": "\($0.id)", "mode": "strict", "nodeset": "\($0.host)"])
                })
    }

    /// For `hugepages`.
    var pages: [Element] {
        cells.map { Element("page", ["size": "\(pageSize)", "unit": "b", "nodeset": "\($0.id)"]) }
    }
}

extension DomainConverter {
    /// Maps the guest's processors to nodes as they are pinned, and shares its memory out in whole pages.
    func guestNUMA(_ processors: [UInt32], _ hosts: HostTopology) throws(ConversionError) -> GuestNUMA? {
        let field = "cpu.numa.guestMappingPassthrough"
        guard !hosts.cells.isEmpty else { return nil }
        var node: [UInt32: UInt32] = [:]
        for cell in hosts.cells {
            for processor in cell.processors { node[processor.id] = cell.id }
        }
        var guests: [UInt32: [UInt32]] = [:]
        for (guest, host) in processors.enumerated() {
            guard let cell = node[host] else {
                throw refusal(of: field, "the host's processor \(host) is on no NUMA node")
            }
            guests[cell, default: []].append(UInt32(guest))
        }
        let involved = hosts.cells.filter { guests[$0.id] != nil }
        guard let size = spec.memory?.hugepages.flatMap({ try? Quantity($0.pageSize ?? "") })?.libvirtBytes, size > 0
        else {
            throw refusal(of: field, "it wants huge pages; set memory.hugepages.pageSize")
        }
        let memory = guestMemory.libvirtBytes
        let count = Int64(involved.count)
        let (pages, rest) = memory.quotientAndRemainder(dividingBy: size)
        guard pages >= count, rest == 0 else {
            throw refusal(
                of: field, "\(memory) bytes are no whole number of pages of \(size) bytes, one a node at least")
        }
        let numbers = Dictionary(involved.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let cells = involved.enumerated().map { index, cell in
            GuestNUMA.Cell(
                id: index, host: cell.id, processors: guests[cell.id] ?? [],
                bytes: (pages / count + (Int64(index) < pages % count ? 1 : 0)) * size,
                distances: cell.distances.compactMap { distance in
                    numbers[distance.cell].map { ($0, distance.value) }
                })
        }
        return GuestNUMA(cells: cells, pageSize: size)
    }
}
