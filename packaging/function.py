#!/usr/bin/env python3
"""Makes the zip of the Lambda function, which `cruddur-db trigger-deploy` takes."""

import package


def main():
    args = package.arguments(__doc__)
    about = package.Package()
    machine = args.target.split("-")[0]
    zip_file = args.out / f"{about.name}-post-confirmation-{about.version}-{machine}.zip"
    # The runtime runs the file of this name.
    package.write_zip(zip_file, {"bootstrap": args.binary.read_bytes()}, "bootstrap")


if __name__ == "__main__":
    main()
