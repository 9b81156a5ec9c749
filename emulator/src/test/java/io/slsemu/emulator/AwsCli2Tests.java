package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.AWS_2;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.fixtures.Requires;

/** Version 2 of the AWS CLI, as Debian packs it. */
@Requires({ROOT, AWS_2, GO})
class AwsCli2Tests extends AwsCliContract {
  AwsCli2Tests() {
    // CI has version 1 on that path, and both are the Python package awscli.
    super("env", "-u", "PYTHONPATH", "/usr/bin/aws");
  }
}
