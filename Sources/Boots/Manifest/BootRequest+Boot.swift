import Glibc
import KubeVirt
package import Machines
package import Provenance

extension BootRequest {
    /// What was asked for; `image` is what `host` meant. Paths begin at the root.
    package init(_ boot: Boot, kernel image: String) {
        self.init(
            kernel: boot.kernel == KernelSearch.host ? image : boot.hasKernel ? boot.kernel.fromRoot : "",
            userspace: .none, cpus: boot.cpus,
            memory: boot.memory, failOn: boot.failOn)
        switch boot.userspace {
        case .tools(let names): (userspace, load) = (.tools, names.nonEmpty)
        case .recipe(let source): (userspace, recipe) = (.recipe, source)
        case .directory(let path): (userspace, directory) = (.directory, path.fromRoot)
        case .initrd(let path): (userspace, initrd) = (.initrd, path.fromRoot)
        case .none: break
        }
        arguments = boot.arguments.isEmpty ? nil : boot.arguments
        (architecture, board) = (boot.architecture, boot.board)
        busybox = boot.busybox?.fromRoot
        machineType = boot.machineType
        (firmware, deviceTree) = (boot.firmware?.text, boot.deviceTree)
        devices = boot.devices.map(\.text).nonEmpty
        (modules, symbols) = (boot.modules?.fromRoot, boot.symbols?.fromRoot)
        root = boot.root == RootPlace.host ? RootPlace.host : boot.root?.fromRoot
        rootWay = boot.rootWay?.rawValue
        copies = boot.copies.map { Copy(source: $0.source.fromRoot, destination: $0.destination) }.nonEmpty
        (command, commandDirectory) = (boot.command.nonEmpty, boot.commandDirectory)
        allow = boot.allow.nonEmpty
        expectations = boot.expectations.map(Expectation.init).nonEmpty
        timeout = boot.timeout.map(RequestedTime.init)
        repetition = boot.repetition
        keepsGoing = boot.keepsGoing ? true : nil
        readsResults = boot.readsResults ? true : nil
        endsAfterKernelTests = boot.endsAfterKernelTests ? true : nil
    }

    /// The boot that is asked for. What is refused is told by its field.
    package func boot() throws(MachineError) -> Boot {
        guard !kernel.isEmpty || firmware != nil else { throw refusal("kernel", "is empty; it names a kernel") }
        guard cpus > 0, cpus <= 256 else { throw refusal("cpus", "must be 1 to 256, got \(cpus)") }
        guard memory > .zero else { throw refusal("memory", "must be more than nothing, got \(memory)") }
        var boot = Boot(kernel: kernel, userspace: try bootUserspace())
        (boot.architecture, boot.board) = (architecture, board)
        boot.busybox = busybox
        (boot.machineType, boot.deviceTree) = (machineType, deviceTree)
        boot.firmware = firmware.map(BootFirmware.init)
        for (index, text) in (devices ?? []).enumerated() {
            do throws(MachineError) { boot.devices.append(try BootDevice(text)) } catch {
                throw refusal("devices[\(index)]", "cannot be read: \(error.message)")
            }
        }
        boot.arguments = arguments ?? ""
        (boot.root, boot.modules, boot.symbols) = (root, modules, symbols)
        if let text = rootWay {
            let ways = RootWay.allCases.map(\.rawValue).joined(separator: ", ")
            guard let way = RootWay(rawValue: text) else {
                throw refusal("rootWay", "must be one of \(ways), got \(text)")
            }
            boot.rootWay = way
        }
        (boot.cpus, boot.memory) = (cpus, memory)
        boot.copies = (copies ?? []).map { BootCopy($0.source, to: $0.destination) }
        (boot.command, boot.commandDirectory) = (command ?? [], commandDirectory)
        (boot.failOn, boot.allow) = (failOn, allow ?? [])
        for (index, expectation) in (expectations ?? []).enumerated() {
            boot.expectations.append(try expectation.expectation(at: index))
        }
        boot.timeout = timeout?.duration
        boot.repetition = repetition
        boot.keepsGoing = keepsGoing ?? false
        boot.readsResults = readsResults ?? false
        boot.endsAfterKernelTests = endsAfterKernelTests ?? false
        // What cannot be carried out is refused before anything is looked for.
        _ = try BootCourse(boot)
        return boot
    }

    private func bootUserspace() throws(MachineError) -> Boot.Userspace {
        for (field, wanted, isThere) in [
            ("load", Userspace.tools, load != nil), ("recipe", .recipe, recipe != nil),
            ("directory", .directory, directory != nil), ("initrd", .initrd, initrd != nil),
        ] {
            guard isThere, userspace != wanted else { continue }
            throw refusal(field, "is for userspace: \(wanted.rawValue), and it is \(userspace.rawValue)")
        }
        switch (userspace, recipe, directory ?? initrd) {
        case (.tools, _, _): return .tools(modules: load ?? [])
        case (.none, _, _): return .none
        case (.recipe, let source?, _): return .recipe(source)
        case (.directory, _, let path?): return .directory(path)
        case (.initrd, _, let path?): return .initrd(path)
        case (.recipe, nil, _), (.directory, _, nil), (.initrd, _, nil):
            throw refusal(userspace.rawValue, "is not there, though userspace is \(userspace.rawValue)")
        }
    }

    private func refusal(_ field: String, _ words: String) -> MachineError {
        MachineError(.invalidInput, "the manifest cannot be used: boot.\(field) \(words)")
    }
}

extension BootRequest.Expectation {
    fileprivate init(_ expectation: BootExpectation) {
        switch expectation.pattern {
        case .text(let text): self.init(text: text)
        case .regex(let regex): self.init(regex: regex)
        }
        limit = expectation.limit.map(RequestedTime.init)
    }

    fileprivate func expectation(at index: Int) throws(MachineError) -> BootExpectation {
        switch (text, regex) {
        case (let text?, nil): BootExpectation(.text(text), within: limit?.duration)
        case (nil, let regex?): BootExpectation(.regex(regex), within: limit?.duration)
        default:
            throw MachineError(
                .invalidInput,
                "the manifest cannot be used: boot.expectations[\(index)] must have exactly one of text and regex")
        }
    }
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}

extension String {
    /// A path of this host from the root.
    var fromRoot: String {
        guard !hasPrefix("/"), let here = getcwd(nil, 0) else { return self }
        defer { free(here) }
        return String(cString: here) + "/" + self
    }
}
