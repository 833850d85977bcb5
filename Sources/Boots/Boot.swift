public import Fixtures
public import KubeVirt
public import Machines

/// One boot of a kernel: what is booted, what has to come of it, and what must not.
///
/// ```swift
/// var boot = Boot(kernel: "/boot/vmlinuz-6.1.0")
/// boot.command = ["uname", "-r"]
/// let result = try await boot.run()
/// ```
public struct Boot: Sendable, Hashable {
    /// What the kernel finds when it is up.
    public enum Userspace: Sendable, Hashable {
        /// busybox and the guest helper, which runs commands; these modules are loaded beside the helper's own.
        case tools(modules: [String] = [])
        /// The same with what a recipe adds; the recipe's kernel and directory of modules are the boot's own.
        case recipe(InitramfsSource)
        /// A directory of this host, by its absolute path, made into an initramfs as it is; its `/init` is the first program.
        case directory(String)
        /// An initramfs or initrd of the caller's, by its absolute path; the console alone tells how it goes.
        case initrd(String)
        /// Nothing: such a kernel has an initramfs of its own, or tests that run before one is needed.
        case none
    }

    /// What the machine is called.
    public var name = "boot"
    /// A kernel image's absolute path, or that of a build tree or a package (deb, rpm) with one; `host` is the newest kernel
    /// that this host has.
    public var kernel: String
    /// What it finds when it is up.
    public var userspace: Userspace
    /// What the command runs in instead of the initramfs, by its absolute path: a directory or a raw disk image with a root
    /// file system, or `host`, this host's own. It is not written to; the guest's changes are in its memory. Needs our
    /// initramfs and its kernel's `overlay`, and what ``rootWay`` needs.
    public var root: String?
    /// How the guest gets at the files of a directory that is its root; the first way that its kernel and this host have
    /// when nil.
    public var rootWay: RootWay?
    /// The machine's, where it is another than this host's. Then ``kernel`` is for that one, and so is ``busybox``, without
    /// which it needs a ``userspace`` of the caller's, or none.
    public var architecture: Architecture?
    /// The busybox of our initramfs, by its absolute path: a static program for the machine's architecture, or a package
    /// with one; this host's own when nil.
    public var busybox: String?
    /// The board that runs ``kernel``, which is a program without a system then; see ``init(program:on:)``.
    public var board: Board?
    /// A machine type of QEMU's for that architecture, such as `pc` or `vexpress-a15`; the usual one when nil.
    public var machineType: String?
    /// What the machine begins with; its own firmware when nil.
    public var firmware: BootFirmware?
    /// A device tree's absolute path, in the place of the machine's own.
    public var deviceTree: String?
    /// What the machine has besides.
    public var devices: [BootDevice] = []
    /// Added to the kernel's command line, behind what makes the serial console its own; a board's program gets them as its
    /// arguments.
    public var arguments = ""
    /// Where the kernel's modules are: a directory with `modules.dep`, or one with `lib/modules/VERSION`.
    public var modules: String?
    /// The kernel with its symbols (`vmlinux`), for the source lines of call traces; found in a build tree by itself.
    public var symbols: String?
    /// How many processors the machine has.
    public var cpus: UInt32 = 1
    /// How much memory it has.
    public var memory = Quantity.mebibytes(512)
    /// Files and trees of the host that the guest gets before the command; without one there must be none.
    public var copies: [BootCopy] = []
    /// Run in the guest when it is up; the boot's result is the command's. Needs ``Userspace/tools(modules:)``.
    public var command: [String] = []
    /// Where the command begins, by an absolute path of the guest; in the home of its root when nil.
    public var commandDirectory: String?
    /// Which reports of the kernel make the boot fail, as `mayfly boot --fail-on` has them; what is fatal always does.
    public var failOn = ["errors"]
    /// Which do not, though ``failOn`` has them.
    public var allow: [String] = []
    /// What has to show on the console, in any order.
    public var expectations: [BootExpectation] = []
    /// How long it may take from the machine's start, by the clock.
    public var timeout: Duration?
    /// Whether a report that makes the boot fail does not end it, unless it is fatal.
    public var keepsGoing = false
    /// Whether results of tests, KTAP or TAP, are read from the console and the command's output, and decide.
    public var readsResults = false
    /// Whether a boot without a command ends when the kernel's own tests (KUnit) have run, where ``readsResults`` is set.
    /// A program may begin another stream of results at any time, so only the kernel's says that no more will come.
    public var endsAfterKernelTests = false
    /// Whether all of its runs are the same, to the byte: on one processor, with time counted in instructions, and with
    /// nobody who talks to the guest; the kernel's init runs ``command`` then.
    public var repetition: Repetition?
    /// What it leaves to who looks for a fault.
    public var debugging = BootDebugging()

    /// A boot of this kernel.
    public init(kernel: String, userspace: Userspace = .tools()) {
        self.kernel = kernel
        self.userspace = userspace
    }

    /// A program for a board, an ELF file, by its absolute path: the boot ends with it, and its status is the boot's.
    public init(program: String, on board: Board) {
        self.init(kernel: program, userspace: .none)
        self.board = board
        memory = Board.memory
    }

    /// Whether our helper is in the guest.
    package var hasTools: Bool {
        switch userspace {
        case .tools: true
        case .recipe(let source): source.busybox
        case .directory, .initrd, .none: false
        }
    }

    /// Whether the kernel's own tests are what it waits for.
    var awaitsKernelTests: Bool { readsResults && endsAfterKernelTests && command.isEmpty }
}

/// A copy from the host into the guest.
public struct BootCopy: Sendable, Hashable {
    /// A path of the host.
    public var source: String
    /// A path of the guest.
    public var destination: String

    /// A copy of this to there.
    public init(_ source: String, to destination: String) {
        self.source = source
        self.destination = destination
    }
}

/// A line that has to show on the console.
public struct BootExpectation: Sendable, Hashable {
    /// What it looks like.
    public var pattern: ConsolePattern
    /// How long it may take from the machine's start, by the clock; the boot's own limit when nil.
    public var limit: Duration?

    /// A line of this pattern, within that time.
    public init(_ pattern: ConsolePattern, within limit: Duration? = nil) {
        self.pattern = pattern
        self.limit = limit
    }
}
