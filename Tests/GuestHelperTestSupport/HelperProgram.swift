import Glibc
import GuestHelper

/// The embedded program as a file, written once a test run; or the one that MAYFLY_TEST_HELPER names, such as one with
/// sanitizers.
package enum HelperProgram {
    package static let path: String = {
        if let other = getenv("MAYFLY_TEST_HELPER") { return String(cString: other) }
        var template = Array("/tmp/mayfly-helper-test-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        precondition(file >= 0, "no room in /tmp")
        // A server that another test starts meanwhile would hold it open for as long as it lives.
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        let bytes = GuestHelper.bytes
        let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        precondition(written == bytes.count, "no room in /tmp")
        fchmod(file, 0o755)
        close(file)
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        programPath = strdup(path)
        owner = getpid()
        // Tests of other targets fork children that exit: only the test process itself cleans up.
        atexit { if getpid() == owner, let path = programPath { unlink(path) } }
        return path
    }()
}

nonisolated(unsafe) private var programPath: UnsafeMutablePointer<CChar>?
nonisolated(unsafe) private var owner: pid_t = 0
