import Boots
import Mayfly
import Provenance
import Terminal

/// The options of `mayfly boot`, and the boot that they mean.
enum BootOptions {
    static let kernel = Option(
        "kernel", short: "k", .path,
        "The kernel: a bzImage or vmlinuz, the directory it was built in, a package (deb, rpm) with one, or 'host' for the "
            + "newest that this host has.")
    static let initrd = Option(
        "initrd", .path.named("FILE"), "An initramfs of yours; without it the guest has busybox and our helper.")
    static let noInitrd = Flag("no-initrd", "Give the kernel no initramfs: it has its own, or its tests come before.")
    static let append = RepeatedOption(
        "append", .text, "Add this to the kernel's command line, which is '\(Boot.ownArguments())'.")
    static let modules = Option(
        "modules", .path.named("DIR|PACKAGE"),
        "Where the kernel's modules are: what INSTALL_MOD_PATH was for 'make modules_install', or a package with them.")
    static let module = RepeatedOption(
        "module", .text.named("NAME"), "Load this module, and those that it needs, before anything else runs.")
    static let symbols = Option(
        "vmlinux", .path.named("FILE"), "The kernel with its symbols; found by itself in a build tree.")
    static let arch = Option(
        "arch", .architecture,
        "The machine's architecture, where it is not this host's: emulated, with --busybox, or an initramfs of your own or "
            + "none.")
    static let busybox = Option(
        "busybox", .path.named("FILE|PACKAGE"),
        "The static busybox of the guest, or a package (deb) with it, where the host's cannot run: for another --arch.")
    static let cpus = Option("cpus", .integer(1...256), "How many processors the machine has (default 1).")
    static let memory = Option("memory", .memorySize, "How much memory it has (default 512Mi).")
    static let timeout = Option("timeout", .duration, "End the boot after this time, by the clock.")
    static let copyIn = RepeatedOption("copy-in", .copy, "Copy a file or tree into the guest before the command.")
    static let failOn = RepeatedOption(
        "fail-on", .selector, "Fail when the kernel reports such (default errors); a panic always fails.")
    static let allow = RepeatedOption("allow", .selector, "Do not fail for such, whatever --fail-on says.")
    static let expect = RepeatedOption(
        "expect", .expectation, "Wait for a console line that matches, with @DURATION at its end no longer than that.")
    static let keepGoing = Flag("keep-going", "Note reports that make the boot fail, and end it only for a fatal one.")
    static let ktap = Flag(
        "ktap", "Read results of tests, KTAP or TAP, from the console and what CMD writes; they do not end the boot.")
    static let kunit = Flag(
        "kunit", "The same, for a kernel with KUnit tests in it: without CMD the boot ends when these have run.")
    static let kselftest = Option(
        "kselftest", .directory, "Copy this directory in, and run its run_kselftest.sh, or else each program in it.")

    static let specs = shaping + observing

    /// How it is looked at, whatever it is.
    private static let observing = DebuggingOptions.specs + RecordingOptions.specs

    /// What is booted, and what it has to come to.
    static let shaping = [
        kernel.spec, initrd.spec, noInitrd.spec, append.spec, modules.spec, module.spec, symbols.spec, arch.spec,
        busybox.spec, cpus.spec, memory.spec, timeout.spec, copyIn.spec, failOn.spec, allow.spec, expect.spec,
        keepGoing.spec,
        ktap.spec, kunit.spec, kselftest.spec, RecordingOptions.repetition.spec,
    ]

    /// The boot that a command line means: that of a manifest, if it names one.
    static func boot(_ invocation: Invocation, as earlier: BootManifest?) throws(MachineError) -> Boot {
        guard let earlier else { return try boot(invocation) }
        var boot = try earlier.boot.boot()
        boot.debugging = try debugging(invocation)
        return boot
    }

    static func boot(_ invocation: Invocation) throws(MachineError) -> Boot {
        var boot = try BootMachineOptions.boot(invocation) { () throws(MachineError) in try userspace(invocation) }
        BootMachineOptions.apply(invocation, to: &boot)
        boot.arguments = invocation[append].joined(separator: " ")
        try BootRootOptions.apply(invocation, to: &boot)
        boot.modules = invocation[modules]
        boot.symbols = invocation[symbols]
        boot.architecture = invocation[arch]
        boot.busybox = invocation[busybox].map(HostFile.absolute)
        boot.cpus = invocation[cpus].flatMap { UInt32(exactly: $0) } ?? boot.cpus
        boot.memory = invocation[memory] ?? boot.memory
        boot.copies = invocation[copyIn].map { BootCopy($0.source, to: $0.destination) }
        boot.command = invocation.trailing ?? []
        if !invocation[failOn].isEmpty { boot.failOn = invocation[failOn] }
        boot.allow = invocation[allow]
        boot.expectations = invocation[expect]
        boot.timeout = invocation[timeout]
        boot.keepsGoing = invocation[keepGoing]
        boot.readsResults = invocation[ktap] || invocation[kunit]
        boot.endsAfterKernelTests = invocation[kunit]
        boot.repetition = invocation[RecordingOptions.repetition]
        boot.debugging = try debugging(invocation)
        if invocation[DebuggingOptions.shellOnFailure] { boot.addConsoleShell() }
        if let directory = invocation[kselftest] { try boot.runSelftests(directory) }
        // What cannot be carried out is refused before anything is looked for.
        _ = try BootCourse(boot)
        return boot
    }

    static func debugging(_ invocation: Invocation) throws(MachineError) -> BootDebugging {
        var debugging = try DebuggingOptions.debugging(invocation)
        try RecordingOptions.apply(invocation, &debugging)
        return debugging
    }

    private static func userspace(_ invocation: Invocation) throws(MachineError) -> Boot.Userspace {
        guard invocation[module].isEmpty || invocation[initrd] == nil && !invocation[noInitrd] else {
            throw MachineError(
                .invalidInput,
                "--module is for our own initramfs, which loads modules. Leave --initrd and --no-initrd away, or have your "
                    + "initramfs load \(invocation[module].joined(separator: ", "))")
        }
        if let made = try BootInitramfsOptions.userspace(invocation, modules: invocation[module]) { return made }
        switch (invocation[initrd], invocation[noInitrd]) {
        case (let path?, false): return .initrd(HostFile.absolute(path))
        case (nil, true): return .none
        case (nil, false): return .tools(modules: invocation[module])
        case (_?, true): throw MachineError(.invalidInput, "--initrd and --no-initrd exclude each other")
        }
    }
}
