import DomainXML
import Host
import Lifecycle
import Machines

/// What a VMI may ask for and not every host has: nothing that a machine needs.
extension Doctor {
    func abilities(_ accelerator: Accelerator?) async -> [Finding] {
        guard let accelerator else { return [] }
        let host: LocalHost
        let single: SingleHost
        let tpm: TPMProbe.Verdict
        do throws(MachineError) {
            host = try await LocalHost.open(directories)
            single = try await HostAbilities(host: host).single(for: accelerator)
            tpm = try await TPMProbe(host: host).verdict()
        } catch {
            return [.less("devices", "could not be tried", "\(error)")]
        }
        let shares = await ShareServer.obstacle(for: host.identity, in: directories)
        await host.close()
        return [
            tpm.works
                ? .yes("TPM", tpm.reason)
                : .less(
                    "TPM", "machines with devices.tpm are refused: \(tpm.reason)",
                    "Install the packages swtpm and swtpm-tools."),
            shares.map {
                .less(
                    "virtiofs", "machines with devices.filesystems are refused: \($0)",
                    "Install the package virtiofsd, or run as root.")
            } ?? .yes("virtiofs", "a directory was served"),
            single.hasVSOCK
                ? .yes("vsock", "/dev/vhost-vsock opens")
                : .less(
                    "vsock", "machines with autoattachVSOCK are refused: /dev/vhost-vsock does not open",
                    "modprobe vhost_vsock, and let this user open it. The guest helper needs none."),
            hugePages(single),
            .less(
                "NUMA and real time", "machines with cpu.numa or cpu.realtime are refused: both need root in libvirt",
                "Run those on a cluster; cpu.dedicatedCpuPlacement works, on \(single.processors.count) processors."),
            Self.networks(single),
            single.launchSecurity.isEmpty
                ? .less(
                    "launch security", "machines with launchSecurity are refused: no memory encryption here",
                    "Use a host with AMD SEV, Intel TDX or IBM Secure Execution.")
                : .yes("launch security", single.launchSecurity.sorted().joined(separator: ", ")),
        ]
    }

    /// How machines are connected beside user networking.
    static func networks(_ single: SingleHost) -> Finding {
        if let bridge = single.bridge {
            return .yes("networks", "user networking (masquerade), and the bridge binding on \(bridge)")
        }
        return .less(
            "networks", "machines are connected by user networking (masquerade) only; other bindings are refused",
            "For the bridge binding have an administrator make a bridge, write ‘allow BRIDGE’ into "
                + "/etc/qemu/bridge.conf, and give qemu-bridge-helper its set-user-ID bit. Run passt, SR-IOV and plugins "
                + "on a cluster.")
    }

    private func hugePages(_ single: SingleHost) -> Finding {
        let free = single.hugePages.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard !free.isEmpty else {
            return .less(
                "huge pages", "machines with memory.hugepages are refused: none is free for this user",
                "Have an administrator reserve some (vm.nr_hugepages) and mount a hugetlbfs that this user can write.")
        }
        return .yes("huge pages", free.map { "\($0.value) of \($0.key >> 10) KiB" }.joined(separator: ", "))
    }
}
