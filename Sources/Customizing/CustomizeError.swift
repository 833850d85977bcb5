package import Fixtures

/// A disk that cannot be changed as it was asked, or a step that failed.
package struct CustomizeError: Error, Sendable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Value {
            case noSystem, severalSystems, encrypted, architecture, input, unsupported, failed, deadline, disk,
                cancelled
        }
        private let value: Value

        /// The disk has no operating system that is known here.
        package static let noSystem = Code(value: .noSystem)
        /// The disk has more than one.
        package static let severalSystems = Code(value: .severalSystems)
        /// Its file systems are encrypted.
        package static let encrypted = Code(value: .encrypted)
        /// Its programs are for another processor than this host's.
        package static let architecture = Code(value: .architecture)
        /// A file or a secret that the step needs cannot be used.
        package static let input = Code(value: .input)
        /// The guest has no way to do it that is known here.
        package static let unsupported = Code(value: .unsupported)
        /// The guest's own programs, or its files, stood in the way.
        package static let failed = Code(value: .failed)
        package static let deadline = Code(value: .deadline)
        /// The disk, or the appliance that reads it, failed.
        package static let disk = Code(value: .disk)
        package static let cancelled = Code(value: .cancelled)
    }

    package let code: Code
    /// What is wrong and what to do about it.
    package let message: String
    /// Which step it was; nil when the trouble is the disk's.
    package var step: StepName?
    /// The last lines that the guest's programs printed, without secrets.
    package let output: [String]
    package let cause: (any Error)?

    package init(
        _ code: Code, _ message: String, output: [String] = [], step: StepName? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.step = step
        self.output = output
        self.cause = cause
    }

    package var description: String {
        var lines = [(step.map { "\($0): " } ?? "") + message]
        if !output.isEmpty { lines += ["  the last that it printed:"] + output.map { "    \($0)" } }
        if let cause { lines.append("  because: \(cause)") }
        return lines.joined(separator: "\n")
    }
}

/// A step as people find it again: its number, what it does, and its place in the fixture.
package struct StepName: Sendable, Hashable, CustomStringConvertible {
    package let number: Int
    package let count: Int
    package let summary: String
    package let location: FileLocation?

    package init(number: Int, of count: Int, _ step: CustomizeStep) {
        self.number = number
        self.count = count
        summary = step.action.summary
        location = step.location
    }

    package var description: String {
        (location.map { "\($0): " } ?? "") + "step \(number) of \(count), ‘\(summary)’"
    }
}
