import Base64
import DomainXML
import KubeVirt
import YAML

/// Any machine that can be read is admitted or refused, gets defaults that another round does not change, and is
/// converted or refused, without a trap.
package func fuzzMachine(_ bytes: UnsafeRawBufferPointer) {
    let parser = YAMLParser(limits: Limits(bytes: 1 << 20, depth: 64, expandedNodes: 10_000))
    guard let documents = try? parser.documents(in: [UInt8](bytes), file: "fuzz.yaml") else { return }
    for document in documents {
        guard let machine = try? YAMLDecoder().decode(VirtualMachineInstance.self, from: document) else { continue }
        for host in [Architecture.amd64, .arm64, .s390x] {
            let full = machine.withDefaults(host: host, podInterface: .masquerade)
            precondition(full.withDefaults(host: host, podInterface: .masquerade) == full, "defaults that change again")
            _ = machine.admission()
            guard full.admission().isEmpty else { continue }
            let volumes = (full.spec.volumes ?? []).map { ($0.name, VolumeFiles(path: "/v", format: .qcow2)) }
            let files = MachineFiles(
                domain: "fuzz", uuid: "7dd1c26c-9a5c-4e3b-8f0e-000000000000", consoleSocket: "/c", consoleLog: "/l",
                displaySocket: "/d", helperSockets: ["/h"], record: "{}",
                volumes: Dictionary(volumes) { first, _ in first }, variables: "/n")
            var facts = HostFacts.local(kvm: false)
            facts.firmware = FirmwareChoice(loader: "/l", template: "/t", isSecure: false)
            let node = HostFacts(kvm: true)
            _ = try? DomainConverter(full, host: node, files: .kubeVirt(full, host: node)).xml()
            guard let xml = try? DomainConverter(full, host: facts, files: files).xml() else { continue }
            precondition(xml.hasPrefix("<domain ") && xml.hasSuffix("</domain>\n"), "no domain: \(xml)")
            precondition(!xml.contains("\u{0}"), "a zero byte")
        }
    }
}

/// Any text is an address, or is not; what is one is the same when written and read again.
package func fuzzAddress(_ bytes: UnsafeRawBufferPointer) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let mac = MACAddress(text) { precondition(MACAddress(mac.description) == mac, "‘\(text)’ became \(mac)") }
    if let network = IPv4Network(text) {
        precondition(IPv4Network(network.description) == network, "‘\(text)’ became \(network)")
        _ = network.host(.max)
    }
    if let pci = PCIAddress(text) {
        precondition(text.utf8.count == 12 && pci.function.utf8.count == 1, "‘\(text)’ is no PCI address")
    }
    if let decoded = Base64.decode(text) { precondition(decoded.count <= bytes.count, "more came out than went in") }
}
