import Digests
import DomainXML
import Fixtures
import FoundationEssentials
import GuestHelper
import Host
import Images
import KubeVirt
import Libvirt
import Lifecycle
import Machines
import Offload

/// Everything that shaped a template, and the name that follows from it: what differs in anything is another template.
struct TemplateKey: Sendable, Hashable {
    /// Goes up when templates of before cannot be read, or would not be right.
    static let format = 2

    /// In words, for whoever wants to know why two differ; what may be secret is not among them.
    let facts: [String: String]
    /// Hexadecimal.
    let name: String

    /// `secrets` is part of the name, and not of what can be read.
    init(facts: [String: String], secrets: [UInt8]) {
        self.facts = facts
        var text = facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
        text += "secrets=\(Self.digest(secrets))\n"
        name = String(Self.digest(Array(text.utf8)).prefix(40))
    }

    static func digest(_ bytes: [UInt8]) -> String {
        let digest = Digest()
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }
}

extension LocalHost {
    /// What the template of a machine is found by.
    func templateKey(of bound: BoundMachine) async throws(MachineError) -> TemplateKey {
        let emulator = Emulator.path(for: bound.vmi.spec.architecture) ?? ""
        let files = EmulatorFingerprint(directory: directories.verdicts)
        do {
            let (program, processor) = try await blocking { () throws(SystemError) in
                (try files.digest(of: emulator), Self.processor())
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            var vmi = bound.vmi
            // What only identifies a machine.
            vmi.metadata.name = nil
            vmi.metadata.uid = nil
            let objects = bound.objects
            let secrets = try encoder.encode(objects.configMaps) + encoder.encode(objects.secrets)
            let annotations = try? Annotations(vmi.metadata)
            let offers = annotations?.hostOffers ?? []
            let settings = HostSettings.current
            let offered =
                offers.isEmpty
                ? "" : "\(String(describing: settings.proxy(gateway: ""))) \(settings.certificates().joined())"
            let images =
                [bound.image.disk?.digest].compactMap(\.self) + bound.image.others.values.map(\.digest).sorted()
            let kernels = [
                annotations?.kernel, annotations?.initrd, annotations?.firmware, annotations?.deviceTree,
                bound.image.containerKernel?.kernel, bound.image.containerKernel?.initrd,
            ].compactMap(\.self).map(Self.identity)
            return TemplateKey(
                facts: [
                    "format": "\(TemplateKey.format)",
                    "image": images.joined(separator: " "),
                    "size": bound.image.disk?.size.map { "\($0)" } ?? "",
                    "kernel": kernels.joined(separator: " "),
                    "machine": TemplateKey.digest(Array(try encoder.encode(vmi))),
                    "ready": TemplateKey.digest(Array(try encoder.encode(bound.ready))),
                    "channel": bound.channel?.rawValue ?? "",
                    "helper": GuestHelper.buildID,
                    "emulator": program,
                    "qemu": "\(bound.single.qemu)",
                    "libvirt": "\(bound.single.libvirt)",
                    "firmware": try firmware(of: vmi),
                    "processor": processor,
                    "accelerator": bound.verdict.accelerator.rawValue,
                ], secrets: Array(secrets) + Array(offered.utf8))
        } catch {
            throw .wrapping(error, .hostNotReady, "what shapes a template cannot be read")
        }
    }

    private nonisolated func firmware(of machine: VirtualMachineInstance) throws(MachineError) -> String {
        guard let choice = try Firmware.choice(for: machine) else { return "" }
        return Self.identity(choice.loader) + " " + Self.identity(choice.template)
    }

    /// A file that is not read for this: where it lies, and what changes when it does.
    private static func identity(_ path: String) -> String {
        guard let file = TemplateManifest.File(path, called: path) else { return path }
        return "\(path):\(file.size):\(file.inode):\(file.modified)"
    }

    /// The host's processor: a guest under KVM has found out what it can do.
    private static func processor() -> String {
        let lines = (FileSystem.text("/proc/cpuinfo") ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.prefix { !$0.isEmpty }.filter { line in
            ["model name", "flags", "Features", "CPU implementer", "CPU part", "stepping", "microcode"].contains {
                line.hasPrefix($0)
            }
        }
        return TemplateKey.digest(Array(first.joined(separator: "\n").utf8))
    }
}

/// The digest of a QEMU binary, which is read once for as long as it is the same file.
private struct EmulatorFingerprint: Sendable {
    let directory: String

    func digest(of program: String) throws(SystemError) -> String {
        guard let file = TemplateManifest.File(program, called: program) else {
            throw SystemError("stat", subject: program)
        }
        let identity = "\(file.size)-\(file.inode)-\(file.modified)"
        let name = program.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        let path = "\(directory)/digest\(name)"
        if let known = FileSystem.text(path)?.split(separator: " "), known.count == 2, known[0] == identity {
            return String(known[1])
        }
        let digest = try Digest.ofFile(program)
        try FileSystem.write(Array("\(identity) \(digest)".utf8), to: path, synced: false)
        return digest
    }
}
