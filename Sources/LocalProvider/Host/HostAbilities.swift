import CLinux
import DomainXML
import Glibc
import Host
import KubeVirt
import Libvirt
import Lifecycle
import Machines

/// What is tried for a machine that wants it.
struct HostNeeds: OptionSet {
    let rawValue: Int

    static let tpm = HostNeeds(rawValue: 1)
    static let shares = HostNeeds(rawValue: 2)
    static let readOnlyShares = HostNeeds(rawValue: 4)
}

extension HostNeeds {
    init(of machine: VirtualMachineInstance) {
        let devices = machine.spec.domain.devices
        self = []
        if devices.tpm != nil { insert(.tpm) }
        if devices.filesystems?.isEmpty == false { insert(.shares) }
        if machine.sharedRoot?.way == .virtiofs { insert(.readOnlyShares) }
    }
}

/// What this host can do for machines beyond running them: asked of the kernel and of libvirt by trying, never guessed from
/// what is installed.
struct HostAbilities: Sendable {
    let host: LocalHost

    /// `needs` says whose cost is worth paying: a TPM is tried for a machine that wants one.
    func single(
        for accelerator: Accelerator, _ needs: HostNeeds = []
    ) async throws(MachineError) -> SingleHost {
        var single = SingleHost()
        let connection = try await host.connection()
        do throws(LibvirtError) {
            single.libvirt = Int(try await connection.libraryVersion())
            single.qemu = Int(try await connection.hypervisorVersion())
            let capabilities = try await connection.domainCapabilities(
                emulator: Emulator.path(for: nil), architecture: Architecture.ofThisHost.libvirtName,
                accelerator: accelerator == .kvm ? "kvm" : "qemu")
            single.launchSecurity = Self.launchSecurity(capabilities)
        } catch {
            throw .libvirt(error, .hostNotReady, "libvirt does not tell what this host can do")
        }
        single.hasVSOCK = Self.opens("/dev/vhost-vsock")
        single.processors = Self.processors()
        single.hugePages = Self.hugePages()
        if needs.contains(.tpm) {
            let verdict = try await TPMProbe(host: host).verdict()
            single.lackOfTPM = verdict.works ? nil : verdict.reason
        }
        if needs.contains(.shares) {
            single.lackOfVirtiofs = await ShareServer.obstacle(for: host.identity, in: host.directories)
        }
        if needs.contains(.readOnlyShares) {
            single.lackOfReadOnlyShares = await ShareServer.obstacle(
                for: host.identity, in: host.directories, isReadOnly: true)
        }
        single.bridge = Self.bridge()
        // Our daemon is a user's on purpose (CONTRIBUTING.md), and libvirt binds memory for none such.
        single.canPinMemory = false
        return single
    }

    /// The first bridge of this host that QEMU's helper, which has root's rights, lets this user put machines on.
    static func bridge(
        rules: String = FileSystem.text("/etc/qemu/bridge.conf") ?? "", networks: String = "/sys/class/net",
        helper: String = "/usr/lib/qemu/qemu-bridge-helper"
    ) -> String? {
        guard let status = FileSystem.status(helper), status.st_mode & S_ISUID != 0 else { return nil }
        return rules.split(separator: "\n").lazy.map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
            .first { $0.count == 2 && $0[0] == "allow" && FileSystem.exists("\(networks)/\($0[1])/bridge") }?[1]
    }

    static func opens(_ path: String) -> Bool {
        let number = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        if number >= 0 { close(number) }
        return number >= 0
    }

    /// Those that the kernel lets our threads run on: a container's may be few.
    static func processors() -> [Int] {
        let line = (FileSystem.text("/proc/self/status") ?? "").split(separator: "\n").first {
            $0.hasPrefix("Cpus_allowed_list:")
        }
        let list = line?.split(separator: ":").last.map { $0.filter { !$0.isWhitespace } } ?? ""
        return list.split(separator: ",").flatMap { part -> [Int] in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { return [] }
            return Array(first...last)
        }
    }

    /// Free pages by size, of sizes that have a file system this user can write to.
    static func hugePages(
        mounts: String = FileSystem.text("/proc/mounts") ?? "", pages: String = "/sys/kernel/mm/hugepages"
    ) -> [Int64: Int] {
        let isWritable = mounts.split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            return words.count > 2 && words[2] == "hugetlbfs" && access(String(words[1]), W_OK) == 0
        }
        guard isWritable else { return [:] }
        var free: [Int64: Int] = [:]
        for name in FileSystem.names(in: pages) {
            guard let size = Int64(name.filter(\.isNumber)),
                let count = FileSystem.text("\(pages)/\(name)/free_hugepages").flatMap({ Int($0.filter(\.isNumber)) })
            else { continue }
            free[size << 10] = count
        }
        return free
    }

    /// Kinds of memory encryption in domain capabilities: `<sev supported='yes'>`, and what newer versions list.
    static func launchSecurity(_ capabilities: String) -> Set<String> {
        var kinds: Set<String> = []
        if capabilities.contains("<sev supported='yes'") { kinds.formUnion(["sev", "sev-es"]) }
        for (value, kind) in [("sev-snp", "sev-snp"), ("tdx", "tdx"), ("s390-pv", "secureExecution")]
        where capabilities.contains("<value>\(value)</value>") {
            kinds.insert(kind)
        }
        return kinds
    }
}
