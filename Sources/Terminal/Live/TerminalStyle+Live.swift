import CLinux
import Glibc

extension WindowSize {
    /// The size of the terminal behind a descriptor; nil when it is none or does not know its size.
    package static func current(of descriptor: Int32 = STDOUT_FILENO) -> WindowSize? {
        var size = winsize()
        guard mayfly_window_size(descriptor, &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return WindowSize(columns: size.ws_col, rows: size.ws_row)
    }
}

extension TerminalStyle {
    /// What may be done on an output stream of this process.
    package static func current(of descriptor: Int32, environment: [String: String]) -> TerminalStyle {
        TerminalStyle(
            isTerminal: isatty(descriptor) == 1,
            columns: WindowSize.current(of: descriptor).map { Int($0.columns) },
            environment: environment)
    }
}
