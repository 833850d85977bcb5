import FoundationEssentials
import KubeVirt
import Testing
import YAML

@testable import DomainXML

/// KubeVirt's own converter against ours, on every machine that we can read. Its files lie beside the checkout.
struct KubeVirtDomainTests {
    private static let path =
        (ProcessInfo.processInfo.environment["MAYFLY_KUBEVIRT_SAMPLES"] ?? repository + "/../shared/kubevirt")
        + "/domain-sample.jsonl"

    /// What KubeVirt was told by other means than the VMI, or what no VMI could be admitted with.
    private static let beyondUs = ["hostdev type=\"sriov", "<iommufd", "<bootmenu", "<cputune"]

    @Test(
        "what KubeVirt's converter makes of a machine is what ours makes, paths and the host aside",
        .enabled(if: FileManager.default.fileExists(atPath: path), "KubeVirt's samples are not beside the checkout"))
    func samples() throws {
        let lines = try Data(contentsOf: URL(filePath: Self.path)).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count > 50)
        var compared = 0
        for (index, line) in lines.enumerated() {
            let name = "domain-sample.jsonl:\(index + 1)"
            let sample = try YAMLParser().document(in: Array(line), file: name)
            guard let xml = sample["xml"]?.scalar?.text, xml.hasPrefix("<"), let node = sample["vmi"],
                !Self.beyondUs.contains(where: { xml.contains($0) })
            else { continue }
            guard let read = try? YAMLDecoder().decode(VirtualMachineInstance.self, from: node) else { continue }
            let theirs = try #require(XMLReader.element(xml), "\(name)")
            let context = sample["ctx"]
            let ours = convert(read, arch: sample["arch"]?.scalar?.text ?? "amd64", context)
            compared += 1
            expect(ours, theirs, read, name)
        }
        #expect(compared > 15)
        print("KubeVirt's domains: \(compared) of \(lines.count) are within what we support, and agree")
    }

    @Test(
        "disks are what KubeVirt's converter makes of them, also of volumes that we cannot read yet",
        .enabled(if: FileManager.default.fileExists(atPath: path), "KubeVirt's samples are not beside the checkout"))
    func disks() throws {
        let lines = try Data(contentsOf: URL(filePath: Self.path)).split(separator: UInt8(ascii: "\n"))
        var (machines, disks) = (0, 0)
        for (index, line) in lines.enumerated() {
            let name = "domain-sample.jsonl:\(index + 1)"
            let sample = try YAMLParser().document(in: Array(line), file: name)
            guard let xml = sample["xml"]?.scalar?.text, let theirs = XMLReader.element(xml),
                !xml.contains("dataStore"),
                let spec = sample["vmi"]?["spec"], spec["domain"]?["ioThreadsPolicy"] == nil,
                spec["domain"]?["launchSecurity"] == nil, let list = spec["domain"]?["devices"]?["disks"]
            else { continue }
            // Without a target KubeVirt's converter, run without its defaults, makes a disk of no kind.
            let described = try #require(list.sequence).filter { $0["disk"] != nil || $0["cdrom"] != nil }
            guard described.count == list.sequence?.count else { continue }
            var machine = VirtualMachineInstance(spec: .init(domain: .init()))
            machine.spec.domain.devices.disks = try described.map {
                try YAMLDecoder().decode(DomainSpec.Disk.self, from: $0)
            }
            machine.spec.domain.cpu = spec["domain"]?["cpu"].map {
                DomainSpec.CPU(cores: $0["cores"]?.scalar.flatMap { UInt32($0.text) })
            }
            machine.spec.domain.devices.blockMultiQueue = spec["domain"]?["devices"]?["blockMultiQueue"].map { _ in true
            }
            // What a volume is made of shows in the format alone.
            let overlays = Set(
                (spec["volumes"]?.sequence ?? []).filter { $0["ephemeral"] != nil }.compactMap {
                    $0["name"]?.scalar?.text
                })
            let names = (machine.spec.domain.devices.disks ?? []).map(\.name)
            let files = MachineFiles(
                domain: "", uuid: "", consoleSocket: "", consoleLog: "", displaySocket: "", helperSockets: [],
                record: "",
                volumes: Dictionary(
                    uniqueKeysWithValues: names.map {
                        ($0, VolumeFiles(path: "P", format: overlays.contains($0) ? .qcow2 : .raw))
                    }))
            machine.spec.architecture = Architecture(rawValue: sample["arch"]?.scalar?.text ?? "amd64")
            let ours = DomainConverter(
                trusting: machine, annotations: Annotations(), host: HostFacts(kvm: false), files: files
            ).domain()
            machines += 1
            disks += names.count
            let unset = Set(
                described.filter { ($0["disk"] ?? $0["cdrom"])?["bus"] == nil }.compactMap { $0["name"]?.scalar?.text })
            let pair = (Self.comparable(ours, unset), Self.comparable(theirs, unset))
            #expect(pair.0.count == pair.1.count, "\(name)")
            for (our, their) in zip(pair.0, pair.1) { #expect(our == their, "\(name)") }
            #expect(ours["iothreads"]?.text == theirs["iothreads"]?.text, "\(name)")
        }
        #expect(disks > 100)
        print("KubeVirt's disks: \(disks) of \(machines) machines compared, and agree")
    }

    /// Disks without what the volume beneath them is, a block device there and a file here; and without the bus where
    /// KubeVirt's converter, run without its defaults, saw none.
    private static func comparable(_ domain: Element, _ unset: Set<String>) -> [[String]] {
        domain.devices("disk").map { disk in
            let isUnset = disk.contains { unset.contains(String($0.dropFirst("alias/@name=ua-".count))) }
            return disk.filter { line in
                !line.hasPrefix("source/") && line != "@type=file" && line != "@type=block"
                    && !(isUnset && (line.hasPrefix("target/@bus=") || line.hasPrefix("target/@dev=")))
            }
        }.sorted { $0.joined() < $1.joined() }
    }

    /// KubeVirt's converter saw these machines without the defaults that its webhook would have filled in.
    private func convert(_ machine: VirtualMachineInstance, arch: String, _ context: Node?) -> Element {
        var machine = machine
        machine.spec.architecture = Architecture(rawValue: arch)
        let defaults = machine.withDefaults(host: Architecture(rawValue: arch))
        machine.spec.domain.cpu = defaults.spec.domain.cpu
        machine.spec.domain.machine = defaults.spec.domain.machine
        machine.spec.domain.memory = defaults.spec.domain.memory
        // Bindings differ by design: any interface becomes one of user networking.
        machine.spec.domain.devices.interfaces = machine.spec.domain.devices.interfaces?.map { interface in
            var interface = interface
            interface.bridge = nil
            interface.masquerade = .init()
            return interface
        }
        machine.spec.networks = machine.spec.networks?.map { .init(name: $0.name, pod: .init()) }
        let efi = context?["efi"]
        let firmware = efi?["EFICode"]?.scalar.map {
            FirmwareFiles(loader: $0.text, variables: "V", template: efi?["EFIVars"]?.scalar?.text ?? "")
        }
        let volumes = (machine.spec.volumes ?? []).map {
            ($0.name, VolumeFiles(path: "P", format: $0.containerDisk == nil ? .raw : .qcow2))
        }
        let files = MachineFiles(
            domain: "", uuid: "", consoleSocket: "", consoleLog: "", displaySocket: "", helperSockets: [], record: "",
            volumes: Dictionary(uniqueKeysWithValues: volumes), firmware: firmware)
        let kvm = context?["kvm"]?.scalar?.text == "true"
        return DomainConverter(
            trusting: machine, annotations: Annotations(), host: HostFacts(kvm: kvm), files: files
        ).domain()
    }

    private func expect(_ ours: Element, _ theirs: Element, _ machine: VirtualMachineInstance, _ name: String) {
        for part in ["memory", "vcpu", "iothreads"] {
            #expect(ours[part]?.text == theirs[part]?.text, "\(name): \(part)")
        }
        #expect(ours["cpu"]?["topology"]?.plain == theirs["cpu"]?["topology"]?.plain, "\(name): topology")
        for part in ["type", "loader", "bios", "smbios"] {
            #expect(ours["os"]?[part]?.plain == theirs["os"]?[part]?.plain, "\(name): os/\(part)")
        }
        #expect(ours["os"]?["nvram"] == nil || theirs["os"]?["nvram"] != nil, "\(name): nvram")
        if machine.spec.domain.features != nil {
            #expect(ours["features"]?.names == theirs["features"]?.names, "\(name): features")
        }
        for device in ["disk", "controller", "interface", "channel", "video", "watchdog", "rng", "input"] {
            var pair = (ours.devices(device), theirs.devices(device))
            if machine.spec.domain.devices.autoattachSerialConsole == false {
                // There KubeVirt leaves it to libvirt to add the controller that the agent's port needs.
                pair.0.removeAll { $0.contains("@type=virtio-serial") }
            }
            #expect(pair.0 == pair.1, "\(name): \(device)")
        }
    }
}

extension Element {
    fileprivate subscript(_ name: String) -> Element? { children.first { $0.name == name } }

    fileprivate var names: Set<String> { Set(children.map(\.name)) }

    /// Without the order of attributes, and without empty ones and children that say nothing.
    fileprivate var plain: [String] {
        let own = attributes.filter { !$0.value.isEmpty && !["file", "socket", "path"].contains($0.name) }.map {
            "@\($0.name)=\($0.value)"
        }
        let below = children.flatMap { child in child.plain.map { child.name + "/" + $0 } }
        return (own + below + [text].compactMap { $0?.allSatisfy(\.isWhitespace) == false ? $0 : nil }).sorted()
    }

    /// The devices of a kind, where both are free to differ made alike.
    fileprivate func devices(_ kind: String) -> [[String]] {
        let found = (self["devices"]?.children ?? []).filter { $0.name == kind }.map { device -> [String] in
            var lines = device.plain
            switch kind {
            // A tap of the pod there, user networking here; its queues and offloads belong to the tap.
            case "interface":
                lines.removeAll { $0.hasPrefix("@type=") || $0.hasPrefix("driver/") || $0.hasPrefix("rom/") }
            // Values that come from the cluster's configuration, and a format that comes from the file.
            case "disk": lines.removeAll { $0.hasPrefix("backingStore/") }
            default: break
            }
            return lines
        }
        // A SCSI controller is there for plugging disks in later, which no machine here does.
        return found.filter { !(kind == "controller" && $0.contains("@type=scsi")) }.sorted {
            $0.joined() < $1.joined()
        }
    }
}
