/// Something of this host that is missing, wrong or in the way.
package struct HostError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case missingProgram, directory, version, path, setting, memory, cancelled, daemon, spawn, kernel, system
        }
        private let value: Value

        /// A program is not installed.
        package static let missingProgram = Code(value: .missingProgram)
        /// A directory cannot be made, is not ours, or cannot be written.
        package static let directory = Code(value: .directory)
        /// A directory was laid out by another version.
        package static let version = Code(value: .version)
        /// A path does not fit where it has to go.
        package static let path = Code(value: .path)
        /// An environment variable has a value that it cannot have.
        package static let setting = Code(value: .setting)
        /// There is not enough memory, now or ever.
        package static let memory = Code(value: .memory)
        /// Our task was cancelled.
        package static let cancelled = Code(value: .cancelled)
        /// The libvirt daemon did not start or went away.
        package static let daemon = Code(value: .daemon)
        package static let spawn = Code(value: .spawn)
        package static let system = Code(value: .system)
    }

    package let code: Code
    /// What is wrong and what to do about it.
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    package var description: String {
        cause.map { "\(message)\n  because: \($0)" } ?? message
    }
}
