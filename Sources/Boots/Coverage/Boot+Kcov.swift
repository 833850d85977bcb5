import Glibc
import Host
import Machines
import Offload
import Symbols
import Wire

extension Boot {
    /// Where the launcher in the guest writes what the command has touched.
    private static let kcovPlace = "/tmp/.mayfly-kcov"
    /// So long may the guest take to say what was touched; it may be emulated.
    private static let kcovTime = Duration.seconds(600)
    /// What the guest's kernel says of its configuration, where it does.
    private static let config = "zcat /proc/config.gz 2> /dev/null | grep '^CONFIG_'"

    /// The words that are run in the guest: the command's own, behind those of a launcher where kcov is asked for, which
    /// counts only for a task that has asked for it.
    var launch: [String] {
        guard debugging.kcov != nil else { return command }
        return [root == nil ? HelperPlace.path : RootScript.helper, "kcov", Self.kcovPlace] + command
    }

    /// Says what kcov is not for, before anything is started.
    func checkKcov() throws(MachineError) {
        guard debugging.kcov != nil else { return }
        guard hasTools else {
            throw MachineError(
                .invalidInput,
                "only a boot with our own initramfs can tell what its command touched: it has the helper that does so. "
                    + "Leave the initrd away, or --kcov")
        }
        guard !isExact else {
            throw MachineError(
                .invalidInput,
                "nobody talks to the guest of a boot that is recorded, or whose runs shall be the same; leave --kcov or that out"
            )
        }
        let others = [debugging.coverage, debugging.dump].compactMap(\.self)
        guard let path = debugging.kcov, !FileSystem.exists(path), !others.contains(path) else {
            throw MachineError(
                .invalidInput,
                "--kcov writes a new file of its own, and \(debugging.kcov ?? "") is there or is asked for by another option. "
                    + "Remove it, or name another one")
        }
        guard !command.isEmpty else {
            throw MachineError(
                .invalidInput,
                "--kcov tells what a command touched in the kernel, and there is none. Add one behind --, or have a kernel "
                    + "with gcov tell of all by --coverage")
        }
    }

    /// Writes what the command has touched, where that was asked for. What a boot came to is more than that: what cannot be
    /// had is told with its reason, and is nil.
    func keepKcov(
        of machine: Machine, _ kernel: KernelFiles, end: BootEnd?, _ observer: BootObserver
    ) async -> BootKcov? {
        guard let path = debugging.kcov else { return nil }
        do throws(MachineError) {
            switch end {
            case .kernelFailed, .timedOut, nil:
                throw MachineError(.guestFailed, "the kernel did not come to a good end")
            case .passed, .commandExited, .programExited, .testsFailed, .missed: break
            }
            let answer = try await kcovAnswer(of: machine, kernel, at: path)
            let kcov = try await write(answer, kernel, to: path, observer)
            await observer.notice(.touched(kcov))
            return kcov
        } catch {
            await observer.notice(.lost("what the command touched in the kernel is not known: \(error)"))
            return nil
        }
    }

    private func kcovAnswer(
        of machine: Machine, _ kernel: KernelFiles, at path: String
    ) async throws(MachineError) -> KcovAnswer {
        // Beside it, under a name that nobody else has: what is at the path itself is not ours.
        let part = path + ".part-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        defer { try? FileSystem.remove(part) }
        do {
            // A kernel may hang after its command, and the boot's own time is over.
            try await withDeadline(Self.kcovTime) { _ = try await machine.copyOut(Self.kcovPlace, to: part) }
        } catch {
            throw .wrapping(error, .channelLost, "the guest did not give it away")
        }
        let read: String
        do {
            read = try await blocking { () throws(SystemError) in
                String(decoding: try FileSystem.read(part), as: UTF8.self)
            }
        } catch {
            throw MachineError(.hostNotReady, "\(part) could not be read", cause: error)
        }
        guard let answer = KcovAnswer(read) else {
            throw MachineError(
                .guestFailed,
                "the guest's launcher did not come to its end: the boot ended before the command did, or it was killed, or "
                    + "there was no memory. Give it more by --memory"
            )
        }
        if let said = answer.absence {
            let own = (try? await machine.run(.shell(Self.config), within: Self.kcovTime))?.output ?? ""
            let config = own.isEmpty ? KernelConfig.find(for: kernel) : KernelConfig(own, place: "/proc/config.gz")
            throw MachineError(.unsupported, BootKcov.absence(kernel, config, said: said))
        }
        guard !answer.addresses.isEmpty else {
            throw MachineError(
                .unsupported,
                "the kernel has kcov, and nothing that the command touched was built for it. Build it with "
                    + "CONFIG_KCOV_INSTRUMENT_ALL=y, or with KCOV_INSTRUMENT := y in the Makefiles that matter")
        }
        return answer
    }

    private func write(
        _ answer: KcovAnswer, _ kernel: KernelFiles, to path: String, _ observer: BootObserver
    ) async throws(MachineError) -> BootKcov {
        var kcov = BootKcov(answer, path: path, form: .addresses)
        var text = ""
        if let vmlinux = kernel.symbols {
            do {
                let symbolizer = Symbolizer(vmlinux: vmlinux)
                let own = answer.ownAddresses(linked: try await symbolizer.address(ofFunction: "_text"))
                // The line of the call, which may be another than that of what comes behind it.
                let places = try await symbolizer.places(of: own.map { $0 - 1 })
                let trace = LineTrace(places.values.joined())
                (kcov.form, text) = (.lines, trace.text)
                (kcov.lines, kcov.files) = (trace.lineCount, trace.fileCount)
                kcov.unplaced = answer.addresses.count - places.count
            } catch {
                await observer.notice(.lost("the source lines of what was touched are not known: \(error)"))
            }
        }
        if kcov.form == .addresses { text = answer.addresses.map { "0x" + String($0, radix: 16) + "\n" }.joined() }
        guard !FileSystem.exists(path) else {
            throw MachineError(.hostNotReady, "\(path) is there by now; somebody has made it meanwhile")
        }
        let bytes = Array(text.utf8)
        do {
            try await blocking { () throws(SystemError) in try FileSystem.write(bytes, to: path) }
        } catch {
            throw MachineError(.hostNotReady, "\(path) could not be written", cause: error)
        }
        return kcov
    }
}
