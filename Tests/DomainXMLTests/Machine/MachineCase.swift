import DomainXML
import KubeVirt
import Testing

/// A machine on a cluster's node, of whose domain all but the devices is kept in `Golden/Machine`, by the name.
struct MachineCase: Sendable, CustomTestStringConvertible {
    var name: String
    var machine: VirtualMachineInstance
    var host: HostFacts

    init(
        _ name: String, _ architecture: Architecture = .amd64, annotations: [String: String]? = nil,
        host change: (inout HostFacts) -> Void, _ body: (inout VirtualMachineInstance) -> Void = { _ in }
    ) {
        self.name = name
        machine = VirtualMachineInstance(
            metadata: ObjectMeta(annotations: annotations, name: "m", namespace: "n", uid: "u"),
            spec: .init(architecture: architecture, domain: .init(memory: .init(guest: .gibibytes(1)))))
        body(&machine)
        host = HostFacts(kvm: true)
        change(&host)
    }

    init(
        _ name: String, _ architecture: Architecture = .amd64, annotations: [String: String]? = nil,
        _ body: (inout VirtualMachineInstance) -> Void
    ) {
        self.init(name, architecture, annotations: annotations, host: { _ in }, body)
    }

    var testDescription: String { name }

    func domain() throws -> Element {
        let files = MachineFiles.kubeVirt(machine, host: host)
        return try DomainConverter(machine, host: host, files: files).domain()
    }

    /// Sixteen threads: two nodes of two cores with two threads, and then two nodes of four cores with one.
    static let topology = HostTopology(
        cells: (0..<4).map { node in
            let threads = Array(UInt32(node * 4)..<UInt32(node * 4 + 4))
            return .init(
                id: UInt32(node),
                processors: threads.map { thread in
                    .init(id: thread, siblings: node < 2 ? [thread & ~1, thread | 1] : [])
                },
                distances: (0..<4).map { .init(cell: UInt32($0), value: $0 == node ? 10 : 20) })
        })
}
