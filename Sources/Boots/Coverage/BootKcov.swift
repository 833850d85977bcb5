/// What a command has touched in the kernel, as kcov has told it.
public struct BootKcov: Sendable, Hashable {
    /// What the file has in it.
    public enum Form: String, Sendable, Hashable {
        /// Source lines, as an lcov tracefile.
        case lines
        /// An address of the kernel with its symbols a line, in hexadecimal; each is behind the call that told of it.
        case addresses
    }

    /// The file that was written.
    public var path: String
    /// What is in it.
    public var form: Form
    /// How many addresses were touched.
    public var addresses: Int
    /// How many source lines these are, and in how many files; 0 where the kernel's symbols are not here.
    public var lines = 0
    /// See ``lines``.
    public var files = 0
    /// How many addresses have no source line: those in modules, and what the symbols do not know.
    public var unplaced = 0
    /// How many tasks the command had: processes and threads.
    public var tasks: Int
    /// How many of them were not counted.
    public var uncovered: Int
    /// How often addresses were dropped because they came faster than they could be taken.
    public var overflows: Int

    init(_ answer: KcovAnswer, path: String, form: Form) {
        (self.path, self.form) = (path, form)
        addresses = answer.addresses.count
        (tasks, uncovered, overflows) = (answer.tasks, answer.uncovered, answer.overflows)
    }
}

extension BootKcov: CustomStringConvertible {
    /// What there is, and all that is not in it.
    public var description: String {
        var words =
            switch form {
            case .lines:
                "by kcov the command touched \(lines) lines in \(files) files of the kernel; \(path) is an lcov tracefile "
                    + "of them"
            case .addresses:
                "by kcov the command touched \(addresses) addresses of the kernel; \(path) has one a line, for want of the "
                    + "kernel's symbols (--vmlinux)"
            }
        if form == .lines, unplaced > 0 { words += "; \(unplaced) of \(addresses) addresses have no line" }
        if uncovered > 0 { words += "; \(uncovered) of its \(tasks) tasks were not counted" }
        if overflows > 0 { words += "; a buffer was full \(overflows) times, so something is missing" }
        return words
    }
}

extension BootKcov {
    /// Why a kernel has none, by what it said and by its configuration, where that is known.
    static func absence(_ kernel: KernelFiles, _ config: KernelConfig?, said: String) -> String {
        let name = kernel.version.isEmpty ? "the kernel" : "the kernel \(kernel.version)"
        let remedy = "Build it with CONFIG_DEBUG_FS=y, CONFIG_KCOV=y and CONFIG_KCOV_INSTRUMENT_ALL=y"
        guard let config else {
            return "\(name) has no /sys/kernel/debug/kcov (\(said)), and its configuration is not known. \(remedy)"
        }
        let missing = ["CONFIG_DEBUG_FS", "CONFIG_KCOV"].filter { !config.has($0) }
        guard missing.isEmpty else {
            return "\(name) has no kcov: \(config.place) does not set \(missing.joined(separator: " and ")). \(remedy)"
        }
        return "\(name) has CONFIG_KCOV (\(config.place)), and yet /sys/kernel/debug/kcov could not be used: \(said). "
            + "Leave debugfs=off and lockdown= out of its arguments, and give it more memory by --memory"
    }
}
