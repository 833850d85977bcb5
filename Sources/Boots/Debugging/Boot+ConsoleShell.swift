import Fixtures

extension Boot {
    /// Has our own initramfs give whoever sits at the console a shell, once he presses Enter. A guest of the caller's is as
    /// it is.
    package mutating func addConsoleShell() {
        switch userspace {
        case .tools(let modules): userspace = .recipe(InitramfsSource(modules: modules, consoleShell: true))
        case .recipe(var source):
            source.consoleShell = true
            userspace = .recipe(source)
        case .directory, .initrd, .none: return
        }
    }
}
