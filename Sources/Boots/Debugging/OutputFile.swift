import Host
import Machines

/// Refuses a file that could not be made for want of its directory, before anything is started.
func checkDirectory(of path: String, for option: String) throws(MachineError) {
    let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard FileSystem.exists(directory.isEmpty ? "/" : directory) else {
        throw MachineError(.invalidInput, "\(option) \(path): there is no directory \(directory); make it first")
    }
}
