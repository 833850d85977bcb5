import Fixtures
import Guestfs
import ShellWords

extension Customizer {
    func act(
        _ action: CustomizeAction, _ number: Int, _ progress: (@Sendable (String) -> Void)?
    ) async throws(CustomizeError) {
        switch action {
        case .install(let names): try await change(.install(names.map(\.text)))
        case .remove(let names): try await change(.remove(names.map(\.text)))
        case .update(let names): try await change(.update(names.map(\.text)))
        case .run(let step): try await run(step)
        case .write(let step): try await write(step)
        case .append(let step): try await append(step)
        case .edit(let step): try await edit(step)
        case .copyIn(let step): try await copyIn(step.source, to: step.directory.text)
        case .upload(let step): try await upload(step)
        case .mkdir(let step): try await makeDirectory(step)
        case .chmod(let step): try await setMode(step)
        case .chown(let step): try await setOwner(step)
        case .symlink(let step): try await link(step)
        case .delete(let paths): for path in paths { try await delete(path.text) }
        case .hostname(let name): try await setHostName(name)
        case .timezone(let name): try await setTimeZone(name)
        case .locale(let name): try await setLocale(name)
        case .user(let step): try await makeUser(step)
        case .sshHostKeys(let step): try await writeHostKeys(step)
        case .rootPassword(let password): try await setRootPassword(password)
        case .enable(let units): try await systemctl("enable", units)
        case .disable(let units): try await disable(units)
        case .mask(let units): try await mask(units)
        case .firstboot(let step): try await addFirstBoot(step)
        case .kernel(.package(let name)): try await change(.install([name.text]))
        case .kernel(.files(let kernel, let modules, let initramfs)):
            try await installKernel(kernel, modules: modules, initramfs: initramfs)
        case .kernelArguments(let step): try await setKernelArguments(step)
        case .kernelModules(let step): try await copyModules(step.source)
        case .helper: try await installHelper()
        case .relabel: try await relabel(progress)
        case .sysprep(let operations): try await sysprep(operations)
        case .sparsify: try await sparsify()
        }
    }

    private func change(_ operation: PackageOperation) async throws(CustomizeError) {
        guard let manager = try system.manager else {
            throw CustomizeError(
                .unsupported,
                "the guest (\(try system.release.name ?? "unknown")) has no package manager that is known here; known are "
                    + "\(PackageManager.allCases.map(\.rawValue).joined(separator: ", ")). Use run: with its own command."
            )
        }
        try await run(manager.command(operation, isFresh: hasFreshLists), manager.rawValue)
        if operation.needsNetwork { hasFreshLists = true }
    }

    private func run(_ step: CommandStep) async throws(CustomizeError) {
        var command = GuestCommand(
            script: "", arguments: step.arguments, environment: step.environment, network: step.network)
        if let deadline = step.deadline { command.limit = max(1, Int(deadline.duration.components.seconds)) }
        for (name, value) in step.secrets.sorted(by: { $0.key < $1.key }) {
            command.environment[name] = try secret(value)
        }
        // The appliance's memory lies at the guest's /run.
        let path = "/run/mayfly-script"
        switch step.program {
        case .shell(let text) where text.utf8.count < 16 << 10:
            command.script = text
            return _ = try await run(command, "the script")
        case .shell(let text):
            try await guest("the script cannot be handed over") { (guest) throws(GuestfsError) in
                try await guest.write(Array(text.utf8), to: path)
            }
            command.script = ". \(path)"
        case .script(let source):
            try HostFile.check(source)
            try await guest("\(source) cannot be copied") { (guest) throws(GuestfsError) in
                try await guest.upload(source, to: path)
                try await guest.setMode(path, 0o700)
            }
            command.script = "exec \(path) \"$@\""
        }
        let result: Result<String, CustomizeError>
        do throws(CustomizeError) {
            result = .success(try await run(command, "the script"))
        } catch {
            result = .failure(error)
        }
        if case .failure(let error) = result, error.code == .cancelled || error.code == .disk { throw error }
        try await guest("the script cannot be removed") { (guest) throws(GuestfsError) in try await guest.remove(path) }
        _ = try result.get()
    }

    private func sparsify() async throws(CustomizeError) {
        for mount in try system.mounts {
            // A file system without the ability (FAT of old kernels) keeps its blocks: no harm.
            _ = try await shell(
                "fstrim \(("/sysroot" + mount.directory).shellQuoted) 2>/dev/null; :",
                "free blocks cannot be given back")
        }
    }
}
