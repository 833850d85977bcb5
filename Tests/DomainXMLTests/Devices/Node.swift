import DomainXML
import KubeVirt

/// A machine on a cluster's node, given to the converter as KubeVirt gives it to its own: as it is, without defaults.
struct Node {
    var machine: VirtualMachineInstance
    var host = HostFacts(kvm: true)

    init(_ architecture: Architecture = .amd64, _ change: (inout VirtualMachineInstance) -> Void = { _ in }) {
        machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "testvmi", namespace: "space", uid: "1234"),
            spec: .init(
                architecture: architecture, domain: .init(devices: .init(), memory: .init(guest: .mebibytes(64)))))
        change(&machine)
    }

    func domain() throws -> Element {
        try DomainConverter(machine, host: host, files: .kubeVirt(machine, host: host)).domain()
    }

    /// The devices of a kind, a line each.
    func devices(_ kind: String) throws -> [String] {
        (try domain().child("devices")?.children ?? []).filter { $0.name == kind }.map(\.line)
    }

    /// The devices of a kind of a machine that was changed in its devices only.
    static func devices(
        _ kind: String, _ architecture: Architecture = .amd64, _ change: (inout DomainSpec.Devices) -> Void
    ) throws -> [String] {
        try Node(architecture) { change(&$0.spec.domain.devices) }.devices(kind)
    }

    /// The fields that conversion fails with.
    func refusals() -> [String?] {
        do throws(ConversionError) {
            _ = try DomainConverter(machine, host: host, files: .kubeVirt(machine, host: host)).xml()
            return []
        } catch {
            return error.causes.map(\.field)
        }
    }
}

extension Element {
    /// The element on one line.
    var line: String {
        rendered().split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }
}
