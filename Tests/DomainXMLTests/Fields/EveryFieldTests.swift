import DomainXML
import FoundationEssentials
import KubeVirt
import Testing

/// Nothing that a VMI says is dropped in silence: a field changes the domain, or is refused, or is listed here with its
/// reason.
struct EveryFieldTests {
    /// Fields of which a machine can have one only.
    private static let alternatives: [Set<String>] = [
        ["disk", "lun", "cdrom"],
        ["bridge", "masquerade", "sriov", "binding", "passtBinding", "slirp", "macvtap", "passt"],
        ["pod", "multus", "resourceClaim"], ["bios", "efi"], ["utc", "timezone"], ["custom", "matchVolume"],
        ["i6300esb", "diag288"], ["hyperv", "hypervPassthrough"],
        [
            "emptyDisk", "containerDisk", "cloudInitNoCloud", "cloudInitConfigDrive", "sysprep", "hostDisk",
            "persistentVolumeClaim", "dataVolume", "ephemeral", "configMap", "secret", "downwardAPI",
            "serviceAccount", "downwardMetrics", "memoryDump", "containerPath",
        ],
    ]

    /// Values that mean something.
    private static let words: [String: JSON] = [
        "ioThreadsPolicy": .text("auto"), "rebootPolicy": .text("Terminate"), "startStrategy": .text("Paused"),
        "dnsPolicy": .text("None"), "architecture": .text("arm64"), "pciAddress": .text("0000:01:02.0"),
        "macAddress": .text("02:00:00:00:00:01"), "cache": .text("none"), "io": .text("threads"),
        "errorPolicy": .text("ignore"), "bus": .text("sata"), "tray": .text("open"), "pageSize": .text("2Mi"),
        "vmNetworkCIDR": .text("10.9.0.0/24"), "vmIPv6NetworkCIDR": .text("fd10::/120"), "uuid": .text("u"),
        "maxGuest": .text("2Gi"), "guest": .text("2Gi"), "state": .text("down"), "maxSockets": .number(4),
        "cores": .number(2), "sockets": .number(2), "threads": .number(2), "model": .text("Nehalem"),
        "logSerialConsole": .bool(false), "offsetSeconds": .number(60),
    ]

    /// What a field needs beside it to mean something.
    private static let companions: [String: [(String, JSON)]] = [
        "domain.cpu.isolateEmulatorThread": [("domain.cpu.dedicatedCpuPlacement", .bool(true))],
        "domain.cpu.numa.guestMappingPassthrough": [
            ("domain.cpu.dedicatedCpuPlacement", .bool(true)), ("domain.memory.hugepages.pageSize", .text("2Mi")),
        ],
        "domain.ioThreads.supplementalPoolThreadCount": [("domain.ioThreadsPolicy", .text("supplementalPool"))],
        "domain.resources.requests": [
            ("domain.ioThreadsPolicy", .text("auto")),
            ("domain.memory", .object(["hugepages": .object(["pageSize": .text("1Mi")])])),
        ],
        "domain.devices.inputs[].name": [
            ("domain.devices.inputs.[].type", .text("tablet")), ("domain.devices.inputs.[].bus", .text("usb")),
        ],
    ]

    private static let machine: JSON = .object([
        "apiVersion": .text("kubevirt.io/v1"), "kind": .text("VirtualMachineInstance"),
        "metadata": .object(["name": .text("m")]),
        "spec": .object([
            "architecture": .text("amd64"),
            "domain": .object([
                "cpu": .object(["model": .text("host-model")]),
                "devices": .object([
                    "disks": .array([.object(["name": .text("x"), "disk": .object(["bus": .text("virtio")])])]),
                    "interfaces": .array([.object(["name": .text("x"), "masquerade": .object([:])])]),
                ]),
                "memory": .object(["guest": .text("1Gi")]),
            ]),
            "networks": .array([.object(["name": .text("x"), "pod": .object([:])])]),
            "volumes": .array([.object(["name": .text("x"), "emptyDisk": .object(["capacity": .text("1Gi")])])]),
        ]),
    ])

    @Test("each field of a VMI changes the domain, is refused, or has its reason here")
    func everyField() throws {
        let shape = try Shape.of(VirtualMachineInstanceSpec.self)
        let leaves = shape.leaves()
        #expect(leaves.count > 300)
        var needed: Set<String> = []
        var dropped: [String] = []
        for (path, value) in leaves {
            let name = path.joined(separator: ".").replacing(".[]", with: "[]")
            if try isHeeded(path, name, value, shape) { continue }
            if let reason = Unheeded.reasons.keys.first(where: { Self.isAbove($0, name) }) {
                needed.insert(reason)
            } else {
                dropped.append(name)
            }
        }
        #expect(dropped.isEmpty, "\(dropped.joined(separator: "\n"))")
        let needless = Set(Unheeded.reasons.keys).subtracting(needed)
        #expect(needless.isEmpty, "these need no reason any more: \(needless.sorted())")
    }

    /// Whether some value of the field makes a difference, or the field or what it belongs to is refused.
    private func isHeeded(_ path: [String], _ name: String, _ value: JSON, _ shape: Shape) throws -> Bool {
        var machine = Self.machine["spec"]
        for (companion, value) in Self.companions[name] ?? [] {
            machine = Self.set(companion.split(separator: ".").map(String.init)[...], value, in: machine, shape)
        }
        let parent = Self.set(path.dropLast(), nil, in: machine, shape)
        let before = try (try? outcome(of: Self.without(path[...], parent))) ?? outcome(of: parent)
        let values: [JSON] =
            switch value {
            case .bool: [.bool(true), .bool(false)]
            case .text: [value, .text("y")] + (Self.words[path.last { $0 != "[]" } ?? ""].map { [$0] } ?? [])
            default: Self.words[path.last { $0 != "[]" } ?? ""].map { [$0, value] } ?? [value]
            }
        for value in values {
            // Some texts are no value of the field.
            guard let after = try? outcome(of: Self.set(path[...], value, in: parent, shape)) else { continue }
            if after != before { return true }
            let refused = after.flatMap { $0.split(separator: " ") }.map { $0.replacing("[0]", with: "[]") }
            if refused.contains(where: { $0.hasPrefix("spec.") && Self.isAbove(String($0.dropFirst(5)), name) }) {
                return true
            }
        }
        return false
    }

    /// The value without a field.
    private static func without(_ path: ArraySlice<String>, _ json: JSON) -> JSON {
        guard let step = path.first else { return json }
        let rest = path.dropFirst()
        switch json {
        case .array(var elements) where step == "[]" && !elements.isEmpty:
            elements[0] = without(rest, elements[0])
            return .array(elements)
        case .object(var fields):
            fields[step] = rest.isEmpty ? nil : fields[step].map { without(rest, $0) }
            return .object(fields)
        default: return json
        }
    }

    private static func isAbove(_ field: String, _ name: String) -> Bool {
        guard name.hasPrefix(field) else { return false }
        return name.utf8.count == field.utf8.count || [".", "["].contains(name.dropFirst(field.count).first)
    }

    @Test("no value of a field is too much for the conversion, here or on a node")
    func extremes() throws {
        let shape = try Shape.of(VirtualMachineInstanceSpec.self)
        let numbers = [Int.max, .min, 4_294_967_295, 2_147_483_647, -2_147_483_648, -1, 0].map(JSON.number)
        let texts = ["9E", "-9E", "1n", "", "999999999999999999999", "\u{1}'<&\u{FFFF}"].map(JSON.text)
        var converted = 0
        for (path, value) in shape.leaves() {
            let values: [JSON]
            switch value {
            case .number: values = numbers
            case .text: values = texts
            case .object where path.dropLast().last == "resources":
                values = texts.map { .object(["cpu": $0, "memory": $0]) }
            default: continue
            }
            let name = path.joined(separator: ".").replacing(".[]", with: "[]")
            var machine = Self.machine["spec"]
            for (companion, value) in Self.companions[name] ?? [] {
                machine = Self.set(companion.split(separator: ".").map(String.init)[...], value, in: machine, shape)
            }
            for value in values {
                let spec = Self.set(path[...], value, in: machine, shape)
                guard (try? outcome(of: spec)) != nil else { continue }
                try convertOnNode(spec)
                converted += 1
            }
        }
        #expect(converted > 1000)
    }

    private func convertOnNode(_ spec: JSON) throws {
        let machine = try Self.machine(with: spec)
        var host = HostFacts(kvm: true)
        host.processors = Array(0..<4)
        host.topology = HostTopology(cells: [.init(id: 0, processors: (0..<4).map { .init(id: $0) })])
        host.attachmentOfOthers = .tap
        let files = MachineFiles.kubeVirt(machine, host: host)
        _ = try? DomainConverter(machine, host: host, files: files).xml()
    }

    private static func machine(with spec: JSON) throws -> VirtualMachineInstance {
        guard case .object(var fields) = machine else { throw Shape.Unread(type: "machine") }
        fields["spec"] = spec
        let text = JSON.object(fields).rendered
        return try JSONDecoder().decode(VirtualMachineInstance.self, from: Data(text.utf8))
    }

    /// What two hosts say to a machine, one that can do all and one that can do next to nothing: refusals, or its domain.
    private func outcome(of spec: JSON) throws -> [String] {
        let machine = try Self.machine(with: spec)
        return [true, false].map { kvm in
            var host = HostFacts.local(kvm: kvm)
            host.firmware = FirmwareChoice(loader: "/l", template: "/t", isSecure: true)
            host.processors = Array(0..<16)
            host.topology = HostTopology(cells: [.init(id: 0, processors: (0..<16).map { .init(id: $0) })])
            if kvm {
                host.single?.libvirt = 12_000_000
                host.single?.qemu = 12_000_000
                host.single?.processors = host.processors
                host.single?.canPinMemory = true
                host.single?.hugePages = [2 << 20: 1 << 20]
                host.single?.lackOfVirtiofs = nil
                host.single?.hasVSOCK = true
                host.single?.lackOfTPM = nil
                host.single?.launchSecurity = ["sev", "sev-es", "sev-snp", "tdx"]
            }
            var files = MachineFiles(
                domain: "d", uuid: "", consoleSocket: "/c", consoleLog: "/l", displaySocket: "/v", record: "{}",
                variables: "/n")
            for volume in machine.spec.volumes ?? [] {
                files.volumes[volume.name] = VolumeFiles(path: "/v", format: .raw)
                files.secrets[volume.name] = "/s"
            }
            do throws(ConversionError) {
                return try DomainConverter(machine, host: host, files: files).xml()
            } catch {
                return error.causes.compactMap(\.field).joined(separator: " ")
            }
        }
    }

    /// A value with another at a path, and what is required on the way; a nil value sets the way only.
    private static func set(_ path: ArraySlice<String>, _ value: JSON?, in json: JSON?, _ shape: Shape) -> JSON {
        let json = json ?? shape.least
        guard let step = path.first, let below = shape.below(step) else { return value ?? json }
        let rest = path.dropFirst()
        if step == "[]" {
            guard case .array(var elements) = json else { return json }
            if elements.isEmpty { elements = [below.least] }
            elements[0] = set(rest, value, in: elements[0], below)
            return .array(elements)
        }
        guard case .object(var fields) = json else { return json }
        for others in alternatives where others.contains(step) {
            for other in others.subtracting([step]) { fields[other] = nil }
        }
        fields[step] = set(rest, value, in: fields[step], below)
        return .object(fields)
    }
}
