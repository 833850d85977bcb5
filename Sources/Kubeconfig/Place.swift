package import YAML

/// Where a kubeconfig says something: file, line and field.
package struct Place: Sendable, Hashable, CustomStringConvertible {
    package var file: String
    package var mark: Mark?
    /// Such as `users[0].user.exec.command`.
    package var path: String

    package init(file: String, mark: Mark? = nil, path: String = "") {
        self.file = file
        self.mark = mark
        self.path = path
    }

    package var description: String {
        let text = [file, mark?.description].compactMap(\.self).joined(separator: ":")
        return path.isEmpty ? text : "\(text): \(path)"
    }

    func field(_ name: String) -> Place {
        Place(file: file, mark: mark, path: path.isEmpty ? name : "\(path).\(name)")
    }
}
