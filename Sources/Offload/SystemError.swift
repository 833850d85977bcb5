import Glibc

/// A failed system call: its name, errno and the path or object it was about.
package struct SystemError: Error, Sendable, CustomStringConvertible {
    package let call: String
    package let number: Int32
    package let subject: String

    package init(_ call: String, subject: String = "", number: Int32 = errno) {
        self.call = call
        self.number = number
        self.subject = subject
    }

    /// The system's own words for the errno, such as "No such file or directory".
    package var reason: String { String(cString: strerror(number)) }

    package var description: String {
        subject.isEmpty ? "\(call): \(reason)" : "\(call) \(subject): \(reason)"
    }
}

/// Repeats a system call while a signal interrupts it; throws what it failed with.
@discardableResult
package func retrying<Result: FixedWidthInteger & SignedInteger>(
    _ call: String, _ subject: @autoclosure () -> String = "", _ body: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        if errno != EINTR { throw SystemError(call, subject: subject()) }
    }
}
