import Host

/// The tree of a kernel that was built for tests: with KUnit, gcov in `fs/proc`, kcov, symbols and its scripts for gdb.
/// `MAYFLY_KERNEL_TREE` names it; `ci/own-kernel` builds one.
package enum OwnKernel {
    package static let tree = ProcessEnvironment.current["MAYFLY_KERNEL_TREE"]

    static func obstacle() async -> String? {
        guard let tree else { return "MAYFLY_KERNEL_TREE does not name the tree of a kernel; ci/own-kernel builds one" }
        for file in ["arch/x86/boot/bzImage", "vmlinux", "vmlinux-gdb.py"] where !FileSystem.exists("\(tree)/\(file)") {
            return "MAYFLY_KERNEL_TREE is \(tree), which has no \(file)"
        }
        return await TinyGuestProbe.obstacle()
    }
}
