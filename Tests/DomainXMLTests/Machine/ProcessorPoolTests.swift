import Testing

@testable import DomainXML

struct ProcessorPoolTests {
    /// Nodes of cores of two threads each, numbered on.
    private func topology(_ coresOfNodes: [Int]) -> HostTopology {
        var next: UInt32 = 0
        return HostTopology(
            cells: coresOfNodes.enumerated().map { node, cores in
                let processors = (0..<cores).flatMap { _ -> [HostTopology.Processor] in
                    defer { next += 2 }
                    return [next, next + 1].map { .init(id: $0, siblings: [next, next + 1]) }
                }
                return .init(id: UInt32(node), processors: processors)
            })
    }

    private func taken(
        cores: Int, threads: Int, of processors: [Int], _ topology: HostTopology, mayCrossCells: Bool = true
    ) -> [UInt32]? {
        var pool = ProcessorPool(
            cores: cores, threads: threads, of: processors, topology, mayCrossCells: mayCrossCells)
        return try? pool.takeCores().get()
    }

    @Test("a core of the guest is put on a core of the host where one is whole")
    func whole() {
        #expect(taken(cores: 2, threads: 2, of: [0, 1, 2, 4, 5], topology([3])) == [0, 1, 4, 5])
        #expect(taken(cores: 3, threads: 1, of: [0, 1, 2], topology([3])) == [0, 1, 2])
    }

    @Test("threads that are left over make cores within their node, and across nodes only where that is allowed")
    func leftOver() {
        #expect(taken(cores: 2, threads: 2, of: [0, 1, 2, 4], topology([3])) == [0, 1, 2, 4])
        let apart = [0, 1, 2, 4]
        #expect(taken(cores: 2, threads: 2, of: apart, topology([2, 1])) == [0, 1, 2, 4])
        #expect(taken(cores: 2, threads: 2, of: apart, topology([2, 1]), mayCrossCells: false) == nil)
    }

    @Test("a core of the host may hold several of the guest; its rest is left over")
    func shared() {
        var pool = ProcessorPool(cores: 1, threads: 1, of: [0, 1, 2, 3], topology([2]), mayCrossCells: true)
        #expect((try? pool.takeCores().get()) == [0])
        #expect((0..<4).map { _ in pool.takeThread() } == [1, 2, 3, nil])
    }

    @Test("a thread that is left over is given away before a whole core is broken")
    func threads() {
        var pool = ProcessorPool(cores: 1, threads: 2, of: [0, 2, 3, 4, 5], topology([3]), mayCrossCells: true)
        #expect((try? pool.takeCores().get()) == [2, 3])
        #expect((0..<4).map { _ in pool.takeThread() } == [0, 4, 5, nil])
    }

    @Test("too few processors are said to be too few, and enough on other nodes to be on other nodes")
    func shortage() {
        func shortage(_ processors: [Int], mayCrossCells: Bool) -> ProcessorPool.Shortage? {
            var pool = ProcessorPool(
                cores: 2, threads: 2, of: processors, topology([2, 1]), mayCrossCells: mayCrossCells)
            guard case .failure(let shortage) = pool.takeCores() else { return nil }
            return shortage
        }
        #expect(shortage([0, 1], mayCrossCells: true)?.isOfWholeCores == false)
        #expect(shortage([0, 1], mayCrossCells: false)?.isOfWholeCores == false)
        #expect(shortage([0, 1, 2, 4], mayCrossCells: false)?.isOfWholeCores == true)
    }
}
