/// A kernel's coverage, as its gcov has counted it.
public struct BootCoverage: Sendable, Hashable {
    /// The directory with the tree, for lcov and gcov: `.gcda` files under the paths of the build, and links to the `.gcno`
    /// files there.
    public var path: String
    /// How many files have counts.
    public var files: Int
    /// Whether the kernel has kcov, too; that is for programs in the guest, and nothing of it is kept.
    public var hasKcov: Bool
}

extension BootCoverage {
    /// What the guest's script has written, when there was a tree.
    init?(_ output: String, path: String) {
        let lines = output.split(separator: "\n").map { $0.filter { !$0.isWhitespace } }
        guard let files = lines.last.flatMap({ Int($0) }) else { return nil }
        self.init(path: path, files: files, hasKcov: lines.contains(CoverageScript.kcov))
    }

    /// Why a kernel has none, by its configuration, where that is known.
    static func absence(_ kernel: KernelFiles, _ config: KernelConfig?) -> String {
        let name = kernel.version.isEmpty ? "the kernel" : "the kernel \(kernel.version)"
        let remedy = "Build it with CONFIG_DEBUG_FS=y, CONFIG_GCOV_KERNEL=y and CONFIG_GCOV_PROFILE_ALL=y"
        guard let config else {
            return "\(name) has no /sys/kernel/debug/gcov, and its configuration is not known. \(remedy)"
        }
        let missing = ["CONFIG_DEBUG_FS", "CONFIG_GCOV_KERNEL"].filter { !config.has($0) }
        guard missing.isEmpty else {
            return
                "\(name) has no coverage: \(config.place) does not set \(missing.joined(separator: " and ")). \(remedy)"
        }
        return "\(name) has CONFIG_GCOV_KERNEL (\(config.place)), and yet there is no /sys/kernel/debug/gcov. "
            + "Leave debugfs=off and lockdown= out of its arguments"
    }
}
