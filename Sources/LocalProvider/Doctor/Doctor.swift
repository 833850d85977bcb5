import CLinux
import Fixtures
import Glibc
package import Host
import Images
import Libvirt
import Lifecycle
package import Machines
import Offload

/// What this host can do, and what to do about what it cannot.
package struct Doctor: Sendable {
    let directories: HostDirectories

    package init(_ directories: HostDirectories = .ofThisUser) {
        self.directories = directories
    }

    /// Everything that a machine needs, tried rather than looked at where that is possible.
    package func examine() async -> [Finding] {
        var findings = [
            program("qemu", "qemu-system-" + hostMachine, "qemu-system-x86 (Debian; -arm, -misc elsewhere)")
        ]
        findings.append(program("libvirtd", "libvirtd", "libvirt-daemon"))
        findings.append(program("tini", "tini", "tini"))
        findings += identity(await DaemonIdentity.probe())
        findings.append(await kernel())
        findings.append(await busybox())
        findings.append(directoriesFinding())
        findings.append(space(directories.runtime, "runtime", need: 64 << 20))
        findings.append(await memory())
        findings.append(templates())
        findings.append(await daemon())
        let (accelerator, verdict) = await accelerator()
        findings.append(accelerator)
        return findings + (await distributions(verdict)) + (await abilities(verdict))
    }

    private var hostMachine: String { Emulator.hostName }

    func program(_ name: String, _ program: String, _ package: String) -> Finding {
        guard let path = FileSystem.program(program) else {
            return .no(name, "\(program) is not installed", "Install the package \(package).")
        }
        return .yes(name, path)
    }

    /// The program that makes the daemon somebody else, where we are root.
    private func identity(_ identity: DaemonIdentity) -> [Finding] {
        guard let needed = identity.program else { return [] }
        var findings = [program(needed, needed, "util-linux")]
        // What would be the better way, if only its program was there.
        if let better = DaemonIdentity.userNamespace.program, better != needed, FileSystem.program(better) == nil {
            findings.append(
                Finding(
                    name: better, status: .slow,
                    detail: "\(better) is not installed, so the daemon runs as \(identity.words)",
                    remedy: "Install the package util-linux."))
        }
        return findings
    }

    private func kernel() async -> Finding {
        do throws(ImageError) {
            let kernel = try await blocking { () throws(ImageError) in try HostKernel.find(.host) }
            return .yes("kernel", kernel.path)
        } catch {
            return .no("kernel", "no kernel of this host can be booted directly", "\(error)")
        }
    }

    private func busybox() async -> Finding {
        do throws(ImageError) {
            let busybox = try await Busybox.examine(Busybox.usualPath)
            return .yes("busybox", "\(busybox.path), static, \(busybox.applets.count) commands")
        } catch {
            return .no("busybox", "no static busybox", "\(error)")
        }
    }

    private func directoriesFinding() -> Finding {
        do throws(HostError) {
            try directories.prepare()
            return .yes("directories", "\(directories.runtime) and \(directories.cache)")
        } catch {
            return .no("directories", "cannot be used", "\(error)")
        }
    }

    func space(_ path: String, _ name: String, need: UInt64) -> Finding {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else {
            return .no("\(name) space", "\(path) cannot be examined", "Make it, or name another.")
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let words = "\(free >> 20) MiB free in \(path)"
        return free >= need
            ? .yes("\(name) space", words)
            : .no(
                "\(name) space", words,
                "Free \(need >> 20) MiB there, or set MAYFLY_\(name.uppercased())_DIR to another place.")
    }

    /// What forks go on from, and what it takes.
    private func templates() -> Finding {
        let policy = TemplateMemoryPolicy.ofThisProcess
        let store = TemplateStore(directories, policy: policy)
        if let fault = policy.fault {
            return .no("templates", fault, "Set \(TemplateMemoryPolicy.variable) to disk, tmpfs or an absolute path.")
        }
        let list = store.list()
        let size = list.reduce(0) { $0 + $1.size } >> 20
        let place = store.memoryDirectory ?? directories.cache
        let free = (FileSystem.freeBytes(at: place) ?? FileSystem.freeBytes(at: "/") ?? 0) >> 20
        let words =
            "\(list.count) \(list.count == 1 ? "template takes" : "templates take") \(size) MiB; the next one takes as much as "
            + "its guest touches, " + (store.memoryDirectory == nil ? "on disk" : "of the host's memory")
            + " (\(free) MiB free in \(place))"
        return free >= 1536
            ? .yes("templates", words)
            : .less(
                "templates", words,
                "Forks may not find room: mayfly template prune, or \(TemplateMemoryPolicy.variable).")
    }

    private func daemon() async -> Finding {
        do throws(MachineError) {
            let host = try await LocalHost.open(directories)
            let connection = try await host.connection()
            let version = (try? await connection.libraryVersion()) ?? 0
            await host.close()
            let number = "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)"
            return .yes("private libvirt", "libvirt \(number), as \(host.identity.words)")
        } catch {
            return .no("private libvirt", "does not start", "\(error)")
        }
    }

    private func accelerator() async -> (Finding, Accelerator?) {
        guard let emulator = Emulator.path(for: nil) else {
            return (.no("kvm", "no QEMU to try it with", "Install it first."), nil)
        }
        let probe = AcceleratorProbe(directories)
        let verdict: AcceleratorProbe.Verdict
        do throws(HostError) {
            verdict = try await probe.verdict(emulator: emulator) { try? HostKernel.find(.host).path }
        } catch {
            return (.no("kvm", "could not be tried", "\(error)"), nil)
        }
        if verdict.accelerator == .kvm { return (.yes("kvm", verdict.reason), .kvm) }
        let file = probe.file(ofVerdictFor: emulator)
        let again = FileSystem.exists(file) ? " To have KVM tried again: rm \(file)" : ""
        let finding = Finding(
            name: "kvm", status: .slow, detail: verdict.reason,
            remedy:
                "Machines run under emulation (TCG), about ten times slower. On a physical host turn virtualization on in "
                + "the firmware; in a virtual one turn nested virtualization on." + again)
        return (finding, .tcg)
    }
}

extension DaemonIdentity {
    fileprivate var words: String {
        switch self {
        case .user: "this user"
        case .userNamespace: "this user, without privileges, in a user name space"
        case .unprivileged(let uid): "user \(uid), because no user name space can be made here"
        }
    }
}
